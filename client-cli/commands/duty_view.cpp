#include "client-cli/commands/duty_view.hpp"

#include <cerrno>

#include "client-cli/duty_file.hpp"
#include "client/small_file.hpp"
#include "core/base/utf8.hpp"

namespace tasuki::cli {

namespace {

std::string names_of(const google::protobuf::RepeatedPtrField<std::string>& agencies, const View& view) {
  std::string names;
  for (const auto& agency : agencies)
    names += (names.empty() ? "" : view.say({"、", ", "})) + view.agency(agency);
  return names;
}

}  // namespace

Attempt<> prepare_duty_file(Arguments& arguments) {
  const auto& path = arguments.one("FILE.toml");
  const auto content = client::read_small_file(path, kLongestDutyFile);
  if (!content) return usage("file-unreadable", path);
  auto text = to_string(content->reveal());
  if (!is_utf8(text)) return usage("not-utf8", path);
  arguments.add(kDutyFileText, std::move(text));
  return {};
}

Json json_of_words(const api::WordsSent& words) {
  return {{"message_id", json_hex(words.message_id())},
          {"to", json_hexes(words.agency_id())},
          {"denied", json_hexes(words.denied())}};
}

void show_words(const api::WordsSent& words, View& view) {
  if (words.agency_id_size() > 0)
    view.line(view.say({"メモや説明文も届く機関: ", "Notes and texts go to: "}) +
              names_of(words.agency_id(), view));
  if (words.denied_size() > 0) {
    view.line(view.say({"同意がないため、メモや説明文は届かず、番号だけが見える機関: ",
                        "Without consent these see numbers, but no notes and texts: "}) +
                  names_of(words.denied(), view),
              Style::Warning);
  }
}

}  // namespace tasuki::cli
