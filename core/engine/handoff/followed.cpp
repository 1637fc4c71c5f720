#include "core/engine/handoff/followed.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/store.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

// Places in Table::Form's keys that no form of core/care/form will take.
constexpr std::uint8_t kQuestion = 0xf0;
constexpr std::uint8_t kAnswer = 0xf1;  // question's id ‖ answer's id
constexpr std::uint8_t kReport = 0xf2;
constexpr auto kHandoff = static_cast<std::uint8_t>(care::Form(std::in_place_type<care::Handoff>).index());

constexpr std::array<std::string_view, 3> kReports{"medication-report", "discharge-information",
                                                   "monitoring"};
const Bytes kTold{1};

Bytes key_of(const TeamId& team, std::uint8_t place, ByteView rest) {
  return concat({team.bytes(), ByteView(&place, 1), rest});
}

/// The ids behind the prefix, of rows that `accepts` takes.
template <class Accepts>
std::vector<RecordId> ids_behind(Transaction& transaction, const Bytes& prefix, const Accepts& accepts) {
  std::vector<RecordId> ids;
  transaction.scan(Table::Form, KeyRange::prefix(prefix), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto id = RecordId::from(key.subspan(prefix.size()));
                     if (id && accepts(value)) ids.push_back(*id);
                     return true;
                   });
  return ids;
}

constexpr auto kAll = [](ByteView) { return true; };

}  // namespace

void keep_followed(Turn& turn, const MessageRecord& message) {
  const auto& said = message.content;
  auto& transaction = turn.transaction;
  if (said.owner) transaction.put(Table::Form, key_of(message.team, kQuestion, message.id.bytes()), {});
  if (said.answers) {
    const Bytes pair = concat({said.answers->bytes(), message.id.bytes()});
    transaction.put(Table::Form, key_of(message.team, kAnswer, pair), {});
  }
  if (std::ranges::find(kReports, said.kind) != kReports.end())
    transaction.put(Table::Form, key_of(message.team, kReport, message.id.bytes()), {});
  turn.desk.deadlines.expect(message);
}

std::vector<RecordId> questions_of(Transaction& transaction, const TeamId& team) {
  return ids_behind(transaction, key_of(team, kQuestion, {}), kAll);
}

std::vector<RecordId> reports_of(Transaction& transaction, const TeamId& team) {
  return ids_behind(transaction, key_of(team, kReport, {}), kAll);
}

bool is_answered(Transaction& transaction, const MessageRecord& question) {
  const auto answers = ids_behind(transaction, key_of(question.team, kAnswer, question.id.bytes()), kAll);
  return std::ranges::any_of(answers, [&](const RecordId& id) {
    const auto answer = load_message(transaction, id);
    return answer && answer->author == question.content.owner;
  });
}

std::vector<RecordId> untold_handoffs_and_questions(Transaction& transaction, const TeamId& team) {
  const auto untold = [](ByteView value) { return value.empty(); };
  auto ids = ids_behind(transaction, key_of(team, kHandoff, {}), untold);
  const auto questions = ids_behind(transaction, key_of(team, kQuestion, {}), untold);
  ids.insert(ids.end(), questions.begin(), questions.end());
  return ids;
}

void note_told(Transaction& transaction, const MessageRecord& message, bool handoff) {
  const auto place = handoff ? kHandoff : kQuestion;
  transaction.put(Table::Form, key_of(message.team, place, message.id.bytes()), kTold);
}

}  // namespace tasuki::engine
