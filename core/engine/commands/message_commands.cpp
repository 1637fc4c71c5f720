#include "core/engine/commands/message_commands.hpp"

#include "core/engine/care/message_row.hpp"
#include "core/engine/care/opening.hpp"
#include "core/engine/care/readers.hpp"
#include "core/engine/care/receipts.hpp"
#include "core/engine/commands/login_sessions.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/commands/plan_view.hpp"
#include "core/engine/commands/selector.hpp"
#include "core/engine/commands/sign_view.hpp"
#include "core/engine/desk.hpp"
#include "proto/api.pb.h"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

constexpr std::uint32_t kUsualLimit = 50;
constexpr std::uint32_t kMostLines = 10'000;

std::size_t limit_of(std::uint32_t asked) { return asked == 0 ? kUsualLimit : std::min(asked, kMostLines); }

bool is_wanted(const proto::api::InboxRequest& request, const std::optional<TeamId>& team,
               const proto::state::MessageState& row) {
  if (row.outgoing() && !request.sent() && !row.own_alert()) return false;
  if (team && row.team_id() != team->str()) return false;
  return !request.unopened() || row.state() == "delivered" || row.state() == "held";
}

/// With its text where the caller has read it before, or asks for it and thereby reads it.
void reply_line(Call& call, const RecordId& id, const proto::state::MessageState& row, bool texts) {
  proto::api::Response response;
  auto& line = *response.mutable_message();
  line = describe_message(call.transaction, id, row);
  fill_freshness(call.desk, line);
  fill_taken(call.desk, call.transaction, id, row, line);
  if (is_shown(row)) {
    Turn turn = turn_of(call);
    add_sign_note(turn, id, row, line);
    if (texts) show_to(turn, id, *call.session);
    if (!is_reader(call.transaction, id, call.session->staff())) leave_out_text(line);
  }
  call.reply(std::move(response));
}

}  // namespace

Result<> inbox(Call& call, const proto::api::InboxRequest& request) {
  std::optional<TeamId> team;
  if (!request.team().empty()) {
    TRY(team, find_team(call.transaction, request.team()));
  }
  std::vector<std::pair<RecordId, proto::state::MessageState>> lines;
  const std::size_t limit = limit_of(request.limit());
  call.transaction.scan(Table::Inbox, KeyRange::all(), Order::Descending, [&](ByteView, ByteView value) {
    const auto id = *RecordId::from(value);
    auto row = load_message_row(call.transaction, id);
    if (row && is_wanted(request, team, *row)) lines.emplace_back(id, std::move(*row));
    return lines.size() < limit;
  });
  for (const auto& [id, row] : lines) reply_line(call, id, row, request.texts());
  call.done();
  return {};
}

Result<> search(Call& call, const proto::api::SearchRequest& request) {
  for (const auto number : call.transaction.find_text(request.text(), limit_of(request.limit()))) {
    Bytes key;
    append_u64(key, number);
    const auto bytes = call.transaction.get(Table::Inbox, key);
    const auto id = bytes ? RecordId::from(*bytes) : std::nullopt;
    const auto row = id ? load_message_row(call.transaction, *id) : std::nullopt;
    if (row) reply_line(call, *id, *row, request.texts());
  }
  call.done();
  return {};
}

Result<> act(Call& call, const proto::api::ActRequest& request) {
  TRY(const auto id, find_message(call.transaction, request.message()));
  const auto state = care::state_of_act(request.act());
  if (!state) return EngineError::UnknownCode;
  Turn turn = turn_of(call);
  proto::api::Response response;
  auto& answer = *response.mutable_act();
  if (*state == care::ReceiptState::Opened) {
    TRY(const auto receipt, open_message(turn, id, request.note(), *call.session));
    if (receipt) answer.set_receipt_id(receipt->str());
  } else {
    TRY(const auto receipt, state_receipt(turn, id, *state, request.note(), call.session));
    answer.set_receipt_id(receipt.str());
  }
  const auto now = load_message_row(call.transaction, id);
  answer.set_message_id(id.str());
  answer.set_state(now->state());
  if (*state == care::ReceiptState::Opened) {
    auto& message = *answer.mutable_message();
    message = describe_message(call.transaction, id, *now);
    fill_freshness(call.desk, message);
    fill_taken(call.desk, call.transaction, id, *now, message);
    add_sign_note(turn, id, *now, message);
    fill_plan_steps(call, id, answer);
  }
  call.finish(std::move(response));
  return {};
}

Result<> watch(Call& call, const proto::api::WatchRequest&) {
  call.desk.watchers.add(pending(call));
  proto::api::Response response;
  response.mutable_event()->set_event("watching");
  response.mutable_event()->set_at(to_millis(call.desk.clock.now()));
  call.reply(std::move(response));
  Turn turn = turn_of(call);
  call.desk.deadlines.tell_overdue(turn);  // what passed while nobody watched
  return {};
}

}  // namespace tasuki::engine
