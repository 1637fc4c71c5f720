#include "core/engine/handoff/open_items.hpp"

#include <algorithm>
#include <map>

#include "core/base/store.hpp"
#include "core/care/call_record.hpp"
#include "core/care/receipt.hpp"
#include "core/engine/care/forms.hpp"
#include "core/engine/care/message_row.hpp"
#include "core/engine/commands/message_view.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/due/followed.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/who_took.hpp"
#include "core/record/record_store.hpp"
#include "proto/state.pb.h"

namespace tasuki::engine {

namespace {

/// So many old ones in a row, and all before them are: a single one may have come while a clock was wrong, or
/// again after a restore.
constexpr std::size_t kOldInARow = 300;

/// The team's messages that are shown here or were stated here, newest first. What came, or was stated,
/// longer ago than is looked back is left out.
std::vector<MessageRecord> recent_messages(Turn& turn, const TeamId& team) {
  struct Row {
    RecordId id;
    bool recent;
  };
  const Time oldest = turn.desk.clock.now() - kLookBack;
  std::vector<Row> rows;
  std::size_t old = 0;
  turn.transaction.scan(Table::Inbox, KeyRange::all(), Order::Descending, [&](ByteView, ByteView value) {
    const auto id = *RecordId::from(value);
    const auto row = load_message_row(turn.transaction, id);
    if (!row) return true;
    const bool recent = from_millis(row->received_at()) >= oldest;
    old = recent ? 0 : old + 1;
    if (row->team_id() == team.str() && is_shown(*row)) rows.push_back({id, recent});
    return old < kOldInARow;
  });
  std::vector<MessageRecord> messages;
  for (const auto& row : rows) {
    auto message = load_message(turn.transaction, row.id);
    if (message && (row.recent || message->content.stated_at >= oldest))
      messages.push_back(std::move(*message));
  }
  return messages;
}

OpenItem item_of(std::string_view what, const MessageRecord& message) {
  return {.what = what,
          .message = message.id,
          .agency = message.author,
          .urgency = message.content.urgency,
          .kind = message.content.kind,
          .categories = message.content.categories,
          .at = message.content.stated_at};
}

/// What somebody stated about a message: `visit` gets the record and its author.
template <class Visit>
void each_record(Transaction& transaction, Table table, const RecordId& message, const Visit& visit) {
  std::vector<RecordId> ids;
  transaction.scan(table, KeyRange::prefix(message.bytes()), Order::Ascending, [&](ByteView, ByteView value) {
    ids.push_back(*RecordId::from(value));
    return true;
  });
  for (const auto& id : ids) {
    if (const auto stored = record::find_record(transaction, id)) visit(stored->record.record);
  }
}

std::vector<OpenItem> calls_about_message(Transaction& transaction, const MessageRecord& message) {
  std::vector<OpenItem> calls;
  each_record(transaction, Table::Call, message.id, [&](const record::Record& record) {
    const auto call = care::parse_call_record(record.payload);
    if (!call) return;
    auto item = item_of("call", message);
    item.agency = record.author;
    item.at = call->stated_at;
    item.number = call->number;
    item.outcome = call->outcome;
    calls.push_back(std::move(item));
  });
  return calls;
}

std::set<care::ReceiptState> states_of(Transaction& transaction, const RecordId& message) {
  std::set<care::ReceiptState> states;
  each_record(transaction, Table::Receipt, message, [&](const record::Record& record) {
    if (const auto receipt = care::parse_receipt(record.payload)) states.insert(receipt->state);
  });
  return states;
}

/// Also by whoever it was forwarded to, because nobody had accepted it.
std::set<care::ReceiptState> all_states_of(Transaction& transaction, const MessageRecord& message) {
  auto states = states_of(transaction, message.id);
  for (const auto& forwarded : forwards_of(transaction, message.id))
    states.merge(states_of(transaction, forwarded.forward));
  return states;
}

/// What is not for the phone has until its deadline.
bool waits_for_somebody(const care::Message& said, Time now) {
  return said.urgency == care::Urgency::Phone || (said.accept_by && *said.accept_by <= now);
}

/// What forwards a message stands for it at those to whom it went, and not here beside it.
bool is_our_forward(const Turn& turn, const MessageRecord& message) {
  return std::holds_alternative<care::Forward>(message.content.form) && message.author == turn.desk.agency();
}

/// Handoffs are about what is open and are not open themselves: each shift would hand on all before it.
void add_open(Turn& turn, const MessageRecord& message, std::vector<OpenItem>& items) {
  if (std::holds_alternative<care::Handoff>(message.content.form) || is_our_forward(turn, message)) return;
  const auto states = all_states_of(turn.transaction, message);
  const bool closed = states.contains(care::ReceiptState::Closed);
  const bool taken = !who_took(turn.transaction, message.id).empty();
  if (message.content.owner && !is_answered(turn.transaction, message)) {
    items.push_back(item_of("question", message));
  } else if (waits_for_somebody(message.content, turn.desk.clock.now()) && !taken) {
    items.push_back(item_of("unaccepted", message));
  }
  auto calls = calls_about_message(turn.transaction, message);
  if (closed || calls.empty() || calls.back().outcome == "answered") return;
  calls.back().what = "call-back";
  items.push_back(std::move(calls.back()));
}

void add_alerts(Turn& turn, const TeamId& team, std::vector<OpenItem>& items) {
  std::map<RecordId, OpenItem> newest;  // by sign
  for (const auto& alert : all_of<care::Alert>(turn.transaction, team)) {
    if (states_of(turn.transaction, alert.message.id).contains(care::ReceiptState::Closed)) continue;
    if (turn.desk.clock.now() - alert.message.content.stated_at > kLookBack) continue;
    auto item = item_of("alert", alert.message);
    item.stage = alert.what.stage;
    auto& kept = newest.try_emplace(alert.what.sign, item).first->second;
    if (kept.at < item.at) kept = std::move(item);
  }
  for (auto& [sign, item] : newest) items.push_back(std::move(item));
}

void add_receipts_since(Turn& turn, const MessageRecord& message, Time since, std::vector<OpenItem>& items) {
  each_record(turn.transaction, Table::Receipt, message.id, [&](const record::Record& record) {
    const auto receipt = care::parse_receipt(record.payload);
    if (!receipt || receipt->stated_at < since || receipt->state < care::ReceiptState::Accepted) return;
    auto item = item_of("receipt", message);
    item.agency = record.author;
    item.at = receipt->stated_at;
    item.outcome = care::receipt_state_code(receipt->state);
    items.push_back(std::move(item));
  });
}

/// The newest of them; they are in order.
void keep_first(std::vector<OpenItem>& items) {
  if (items.size() > kMostItems) items.resize(kMostItems);
}
void keep_last(std::vector<OpenItem>& items) {
  if (items.size() > kMostItems) items.erase(items.begin(), items.end() - kMostItems);
}

}  // namespace

bool OpenItem::is_open() const {
  return what == "unaccepted" || what == "question" || what == "call-back" || what == "alert";
}

std::vector<OpenItem> open_items(Turn& turn, const TeamId& team) {
  std::vector<OpenItem> items;
  for (const auto& message : recent_messages(turn, team)) add_open(turn, message, items);
  add_alerts(turn, team, items);
  std::ranges::stable_sort(items, std::greater<>(), &OpenItem::at);
  keep_first(items);
  return items;
}

std::vector<OpenItem> items_since(Turn& turn, const TeamId& team, Time since) {
  std::vector<OpenItem> items;
  for (const auto& message : recent_messages(turn, team)) {
    if (message.content.stated_at >= since) items.push_back(item_of("message", message));
    if (const auto* alert = std::get_if<care::Alert>(&message.content.form);
        alert != nullptr && message.content.stated_at >= since)
      items.back().stage = alert->stage;
    for (auto& call : calls_about_message(turn.transaction, message)) {
      if (call.at >= since) items.push_back(std::move(call));
    }
    add_receipts_since(turn, message, since, items);
  }
  std::ranges::stable_sort(items, std::less<>(), &OpenItem::at);
  keep_last(items);
  return items;
}

std::optional<NewestStage> newest_stage(Transaction& transaction, const TeamId& team) {
  std::optional<NewestStage> newest;
  for (const auto& alert : all_of<care::Alert>(transaction, team)) {
    const auto& said = alert.message.content;
    if (!newest || newest->at < said.stated_at)
      newest = NewestStage{alert.what.stage, said.stated_at, said.categories};
  }
  return newest;
}

}  // namespace tasuki::engine
