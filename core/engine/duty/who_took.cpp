#include "core/engine/duty/who_took.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/care/receipt.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/forwards.hpp"
#include "core/engine/duty/steps.hpp"
#include "core/engine/duty/told.hpp"
#include "core/engine/events_out.hpp"
#include "core/record/record_store.hpp"

namespace tasuki::engine {

namespace {

/// By whoever has it: not what somebody accepted who has declined since.
std::vector<RecordId> receipts_that_take(Transaction& transaction, const RecordId& message) {
  struct Stated {
    std::set<care::ReceiptState> states;
    std::vector<RecordId> taking;
  };
  std::map<Bytes, Stated> by_agency;
  transaction.scan(Table::Receipt, KeyRange::prefix(message.bytes()), Order::Ascending,
                   [&](ByteView key, ByteView value) {
                     const auto state = static_cast<care::ReceiptState>(key.back());
                     auto& stated = by_agency[copy(key.first(key.size() - 1))];
                     stated.states.insert(state);
                     if (care::takes_on(state)) stated.taking.push_back(*RecordId::from(value));
                     return true;
                   });
  std::vector<RecordId> receipts;
  for (const auto& [agency, stated] : by_agency) {
    if (care::has_taken_on(stated.states))
      receipts.insert(receipts.end(), stated.taking.begin(), stated.taking.end());
  }
  return receipts;
}

std::uint32_t step_of(const std::vector<KnownStep>& steps, const AgencyId& agency) {
  const auto found =
      std::ranges::find_if(steps, [&](const KnownStep& known) { return known.step.agency == agency; });
  return found == steps.end() ? 0 : found->step.step;
}

/// The message itself, or what forwards it to us.
std::optional<MessageRecord> ours_of(Turn& turn, const RecordId& about) {
  const auto first = escalated_message(turn.transaction, about);
  auto message = load_message(turn.transaction, first);
  return message ? std::move(message) : our_forward(turn, first);
}

}  // namespace

std::vector<Taken> who_took(Transaction& transaction, const RecordId& message) {
  std::map<AgencyId, Time> first;
  const auto matter = same_matter(transaction, message);
  for (const auto& each : matter) {
    for (const auto& id : receipts_that_take(transaction, each)) {
      const auto stored = record::find_record(transaction, id);
      const auto receipt = stored ? care::parse_receipt(stored->record.record.payload)
                                  : Result<care::Receipt>(care::CareError::MalformedPayload);
      if (!receipt) continue;
      const auto [at, is_new] = first.try_emplace(stored->record.record.author, receipt->stated_at);
      if (!is_new) at->second = std::min(at->second, receipt->stated_at);
    }
  }
  const auto steps = steps_of(transaction, matter.front());
  std::vector<Taken> taken;
  for (const auto& [agency, at] : first) taken.push_back({agency, at, step_of(steps, agency)});
  std::ranges::stable_sort(taken, {}, &Taken::at);
  return taken;
}

std::optional<Taken> taken_by_another(Transaction& transaction, const RecordId& message,
                                      const AgencyId& self) {
  const auto taken = who_took(transaction, message);
  const auto other = std::ranges::find_if(taken, [&](const Taken& each) { return each.by != self; });
  return other == taken.end() ? std::nullopt : std::optional(*other);
}

void tell_if_taken(Turn& turn, const RecordId& about, const AgencyId& by, const RecordId& receipt) {
  if (turn.desk.watchers.none()) return;
  std::size_t receipts = 0;
  for (const auto& each : same_matter(turn.transaction, about))
    receipts += receipts_that_take(turn.transaction, each).size();
  if (receipts != 1) return;
  const auto ours = ours_of(turn, about);
  if (ours && ours->content.urgency == care::Urgency::Phone) tell_taken(turn, *ours, by, receipt);
}

}  // namespace tasuki::engine
