#pragma once

#include <vector>

#include "core/base/clock.hpp"
#include "core/base/store.hpp"
#include "core/delivery/envelope.hpp"

namespace tasuki::delivery {

/// A sender's notes on its envelopes with carriers: who took which, and what a carrier is still to be told to
/// drop.

void note_deposit(Transaction& transaction, const EnvelopeHash& hash, const AgencyId& carrier, Time now);
struct Deposit {
  AgencyId carrier;
  Time at;
};
std::vector<Deposit> deposits_of(Transaction& transaction, const EnvelopeHash& hash);
void forget_deposits(Transaction& transaction, const EnvelopeHash& hash);

/// To be shown to the carrier when it can be reached.
void note_recall(Transaction& transaction, const AgencyId& carrier, ByteView recall_key);
/// Keys.
std::vector<Bytes> recalls_for(Transaction& transaction, const AgencyId& carrier);
void forget_recall(Transaction& transaction, const AgencyId& carrier, const RecallTag& tag);

}  // namespace tasuki::delivery
