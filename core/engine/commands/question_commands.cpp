#include "core/engine/commands/question_commands.hpp"

#include <algorithm>

#include "core/engine/care/labels.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/due/followed.hpp"
#include "core/record/ledger.hpp"
#include "proto/api.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::QuestionsRequest;

Result<std::vector<TeamId>> teams_of(Call& call, const std::string& typed) {
  if (typed.empty()) return record::known_ledgers(call.transaction);
  TRY(const TeamId team, find_team(call.transaction, typed));
  return std::vector<TeamId>{team};
}

bool is_overdue(const Call& call, const care::Message& said) {
  return said.ask_by && *said.ask_by <= call.desk.clock.now();
}

bool is_wanted(const Call& call, const QuestionsRequest& request, const care::Message& said) {
  if (request.mine() && *said.owner != call.desk.agency()) return false;
  return !request.overdue() || is_overdue(call, said);
}

std::vector<MessageRecord> open_questions(Call& call, const std::vector<TeamId>& teams,
                                          const QuestionsRequest& request) {
  std::vector<MessageRecord> open;
  for (const auto& team : teams) {
    for (const auto& id : questions_of(call.transaction, team)) {
      auto message = load_message(call.transaction, id);
      if (!message || !is_wanted(call, request, message->content)) continue;
      if (!is_answered(call.transaction, *message)) open.push_back(std::move(*message));
    }
  }
  // Without a deadline last.
  std::ranges::stable_sort(open, {}, [](const MessageRecord& message) {
    return std::pair(message.content.ask_by.value_or(Time::max()), message.content.stated_at);
  });
  return open;
}

proto::api::QuestionAnswer describe_question(Call& call, const MessageRecord& message) {
  proto::api::QuestionAnswer out;
  const auto& said = message.content;
  out.set_message_id(message.id.str());
  out.set_team_id(message.team.str());
  out.set_person(person_of(call.transaction, message.team));
  out.set_from_agency(message.author.str());
  out.set_from_agency_name(agency_name(call.transaction, message.author));
  out.set_owner(said.owner->str());
  out.set_owner_name(agency_name(call.transaction, *said.owner));
  out.set_mine(*said.owner == call.desk.agency());
  out.set_ask_by(millis_or_zero(said.ask_by));
  out.set_overdue(is_overdue(call, said));
  out.set_sent_at(to_millis(said.stated_at));
  out.set_urgency(std::string(care::urgency_code(said.urgency)));
  for (const auto& category : said.categories) out.add_category(category);
  return out;
}

}  // namespace

Result<> questions(Call& call, const QuestionsRequest& request) {
  TRY(const auto teams, teams_of(call, request.team()));
  Turn turn = turn_of(call);
  for (const auto& message : open_questions(call, teams, request)) {
    proto::api::Response response;
    auto& line = *response.mutable_question() = describe_question(call, message);
    if (request.texts()) show_to(turn, message.id, *call.session);
    const bool may_read = is_reader(call.transaction, message.id, call.session->staff());
    if (may_read) line.set_ask(message.content.ask);
    line.set_text_left_out(!may_read);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

}  // namespace tasuki::engine
