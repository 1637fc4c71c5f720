#include "core/engine/commands/handoff_commands.hpp"

#include <algorithm>

#include "core/care/handoff/addressing.hpp"
#include "core/engine/care/labels.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/care/opening.hpp"
#include "core/engine/care/posting.hpp"
#include "core/engine/commands/handoff_view.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/commands/send_command.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/handoff/handoffs.hpp"
#include "core/engine/record/teams.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

using proto::api::HandoffWriteRequest;

/// A handoff before it goes.
struct Draft {
  HandoffTarget target;
  std::vector<OpenItem> items;
  std::set<std::string> categories;
  std::optional<NewestStage> stage;
  care::Handoff handoff;

  bool is_covered(const std::set<std::string>& others) const {
    return std::ranges::includes(categories, others);
  }
};

std::vector<OpenItem> gather(Turn& turn, const TeamId& team, bool back, Time since) {
  auto items = open_items(turn, team);
  if (!back) return items;
  auto happened = items_since(turn, team, since);
  items.insert(items.end(), std::make_move_iterator(happened.begin()),
               std::make_move_iterator(happened.end()));
  return items;
}

/// What is about other things than the handoff is left out: it goes to whom consent allows these categories,
/// and says nothing of others.
void open_what_is_covered(Draft& draft) {
  auto& handoff = draft.handoff;
  for (const auto& item : draft.items) {
    if (!item.is_open() || !draft.is_covered(item.categories)) continue;
    handoff.open.push_back(item.message);
    handoff.read_back = handoff.read_back || item.urgency == care::Urgency::Phone;
  }
  std::ranges::sort(handoff.open);
  const auto doubles = std::ranges::unique(handoff.open);
  handoff.open.erase(doubles.begin(), doubles.end());
}

Result<Draft> draft_of(Turn& turn, const record::TeamState& state, const HandoffWriteRequest& request) {
  Draft draft;
  TRY(draft.target, find_target(turn, state, request.back(), request.to_size() > 0));
  draft.items = gather(turn, state.team, request.back(), draft.target.since);
  draft.stage = newest_stage(turn.transaction, state.team);
  draft.categories = {request.category().begin(), request.category().end()};
  if (draft.categories.empty()) {
    for (const auto& item : draft.items)
      draft.categories.insert(item.categories.begin(), item.categories.end());
  }
  if (draft.categories.empty()) return EngineError::HandoffCategoryMissing;
  if (draft.stage && !draft.is_covered(draft.stage->categories)) draft.stage.reset();
  draft.handoff = {.back = request.back(),
                   .window = std::string(care::code_of(draft.target.window.window)),
                   .from = draft.target.window.begin,
                   .until = draft.target.window.end,
                   .identify = request.identify(),
                   .situation = request.situation(),
                   .background = request.background(),
                   .assessment = request.assessment(),
                   .recommendation = request.recommendation(),
                   .read_back = request.urgency() == care::urgency_code(care::Urgency::Phone)};
  open_what_is_covered(draft);
  return draft;
}

Result<care::Message> message_of(Call& call, const Draft& draft, const HandoffWriteRequest& request) {
  care::Message message;
  message.stated_at = call.desk.clock.now();
  message.categories = draft.categories;
  if (!request.urgency().empty()) {
    const auto urgency = care::urgency_from(request.urgency());
    if (!urgency) return EngineError::UnknownUrgency;
    message.urgency = *urgency;
  }
  message.kind = draft.handoff.back ? "hand-back" : "handoff";
  message.body = request.body();
  message.accept_by = care::accept_by(draft.target.window, message.stated_at);
  message.form = draft.handoff;
  return message;
}

void answer_draft(Call& call, const TeamId& team, const Draft& draft, const care::Message& message) {
  proto::api::Response response;
  auto& out = *response.mutable_handoff_draft();
  out.set_team_id(team.str());
  out.set_person(person_of(call.transaction, team));
  out.set_back(draft.handoff.back);
  out.set_window(draft.handoff.window);
  out.set_from(to_millis(draft.handoff.from));
  out.set_until(to_millis(draft.handoff.until));
  out.set_accept_by(millis_or_zero(message.accept_by));
  for (const auto& category : draft.categories) out.add_category(category);
  out.set_read_back(draft.handoff.read_back);
  if (draft.handoff.back) out.set_since(to_millis(draft.target.since));
  if (draft.stage) out.set_stage(draft.stage->stage);
  for (const auto& item : draft.items) {
    auto& line = *out.add_prefilled() = describe_item(call.transaction, item);
    line.set_left_out(!draft.is_covered(item.categories));
  }
  call.reply(std::move(response));
}

struct FoundHandoff {
  MessageRecord message;
  care::Handoff handoff;
};

Result<FoundHandoff> find_handoff(Call& call, const std::string& typed) {
  TRY(const auto id, find_message(call.transaction, typed));
  const auto row = load_message_row(call.transaction, id);
  auto message = load_message(call.transaction, id);
  if (!row || !message) return EngineError::UnknownMessage;
  if (!is_shown(*row)) return EngineError::MessageHeld;
  auto* handoff = std::get_if<care::Handoff>(&message->content.form);
  if (handoff == nullptr) return EngineError::NotAHandoff;
  auto form = std::move(*handoff);
  return FoundHandoff{std::move(*message), std::move(form)};
}

}  // namespace

Result<> handoff_write(Call& call, const HandoffWriteRequest& request) {
  Turn turn = turn_of(call);
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  const auto state = team_state(turn, team);
  if (!state->is_member(call.desk.agency())) return EngineError::TeamEnded;
  TRY(auto draft, draft_of(turn, *state, request));
  TRY(auto message, message_of(call, draft, request));
  answer_draft(call, team, draft, message);
  Posting posting{team, std::move(message), draft.target.to, request.permitted_only(), request.dry_run()};
  if (request.to_size() > 0) {
    TRY(posting.to, find_members(turn, *state, {request.to().begin(), request.to().end()}));
  }
  TRY(const auto posted, post(turn, call.session, std::move(posting)));
  answer_posted(call, posted);
  return {};
}

Result<> handoff_list(Call& call, const proto::api::HandoffListRequest& request) {
  TRY(const TeamId team, find_team(call.transaction, request.team()));
  auto all = all_of<care::Handoff>(call.transaction, team);
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) {
    return a.message.content.stated_at > b.message.content.stated_at;
  });
  Turn turn = turn_of(call);
  for (const auto& [message, handoff] : all) {
    proto::api::Response response;
    *response.mutable_handoff() = describe_handoff(turn, message, handoff);
    call.reply(std::move(response));
  }
  call.done();
  return {};
}

Result<> handoff_show(Call& call, const proto::api::HandoffShowRequest& request) {
  TRY(const auto found, find_handoff(call, request.message()));
  Turn turn = turn_of(call);
  TRY_VOID(open_message(turn, found.message.id, {}, *call.session));
  proto::api::Response response;
  auto& out = *response.mutable_handoff() = describe_handoff(turn, found.message, found.handoff);
  fill_handoff_texts(turn, found.message, found.handoff, out);
  call.finish(std::move(response));
  return {};
}

}  // namespace tasuki::engine
