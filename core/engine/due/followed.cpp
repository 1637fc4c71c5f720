#include "core/engine/due/followed.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/store.hpp"
#include "core/engine/desk.hpp"

namespace tasuki::engine {

namespace {

/// What a row is of: a byte of its key. The numbers stay what they are.
enum class Followed : std::uint8_t {
  Handoff = 1,
  Question = 2,
  Answer = 3,  ///< Question's id ‖ answer's id.
  Report = 4
};

constexpr std::array<std::string_view, 3> kReports{"medication-report", "discharge-information",
                                                   "monitoring"};
const Bytes kTold{1};

Bytes key_of(const TeamId& team, Followed what, ByteView rest) {
  const auto number = static_cast<std::uint8_t>(what);
  return concat({team.bytes(), ByteView(&number, 1), rest});
}

/// The ids behind the prefix, of rows that `accepts` takes.
template <class Accepts>
std::vector<RecordId> ids_behind(Transaction& transaction, const Bytes& prefix, const Accepts& accepts) {
  std::vector<RecordId> ids;
  transaction.scan(Table::Followed, KeyRange::prefix(prefix), Order::Ascending,
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
  const auto keep = [&](Followed what, ByteView rest) {
    turn.transaction.put(Table::Followed, key_of(message.team, what, rest), {});
  };
  if (std::holds_alternative<care::Handoff>(said.form)) keep(Followed::Handoff, message.id.bytes());
  if (said.owner) keep(Followed::Question, message.id.bytes());
  if (said.answers) keep(Followed::Answer, concat({said.answers->bytes(), message.id.bytes()}));
  if (std::ranges::find(kReports, said.kind) != kReports.end()) keep(Followed::Report, message.id.bytes());
  turn.desk.deadlines.expect(message);
}

std::vector<RecordId> questions_of(Transaction& transaction, const TeamId& team) {
  return ids_behind(transaction, key_of(team, Followed::Question, {}), kAll);
}

std::vector<RecordId> reports_of(Transaction& transaction, const TeamId& team) {
  return ids_behind(transaction, key_of(team, Followed::Report, {}), kAll);
}

bool is_answered(Transaction& transaction, const MessageRecord& question) {
  const auto answers =
      ids_behind(transaction, key_of(question.team, Followed::Answer, question.id.bytes()), kAll);
  return std::ranges::any_of(answers, [&](const RecordId& id) {
    const auto answer = load_message(transaction, id);
    return answer && answer->author == question.content.owner;
  });
}

std::vector<RecordId> untold_handoffs_and_questions(Transaction& transaction, const TeamId& team) {
  const auto untold = [](ByteView value) { return value.empty(); };
  auto ids = ids_behind(transaction, key_of(team, Followed::Handoff, {}), untold);
  const auto questions = ids_behind(transaction, key_of(team, Followed::Question, {}), untold);
  ids.insert(ids.end(), questions.begin(), questions.end());
  return ids;
}

void note_told(Transaction& transaction, const MessageRecord& message, bool handoff) {
  const auto what = handoff ? Followed::Handoff : Followed::Question;
  transaction.put(Table::Followed, key_of(message.team, what, message.id.bytes()), kTold);
}

}  // namespace tasuki::engine
