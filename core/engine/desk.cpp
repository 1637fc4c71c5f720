#include "core/engine/desk.hpp"

#include "core/engine/links/peers.hpp"
#include "core/engine/signs/raising.hpp"
#include "core/record/card_store.hpp"

namespace tasuki::engine {

std::optional<delivery::PeerKeys> CardDirectory::keys_of(Transaction& transaction, const AgencyId& agency) {
  const auto known = record::find_known_agency(transaction, agency);
  if (!known) return std::nullopt;
  const auto& keys = known->card.incarnation;
  return delivery::PeerKeys{agency, keys.number, keys.identity_key, keys.envelope_key, keys.node_key};
}

Result<> Desk::open(Transaction& transaction) {
  TRY(auto loaded, load_identity(transaction));
  identity.emplace(std::move(loaded));
  TRY_VOID(publish_endpoints(transaction, *identity, settings.advertised));
  envelopes.emplace(random, own_keys(*identity), directory);
  open_links(*this, transaction);
  statements.clear();
  acknowledgements.clear();
  taken.clear();
  wanted.clear();
  under_way.clear();
  teams_have_changed = true;
  offers = delivery::Offers();
  numbers = {};
  carriers = Carriers();
  expected.clear();
  agreed.clear();
  shipped.clear();
  early.reset();
  gathering.clear();
  head = {};
  witnessing = {};
  deadlines = {};
  ledger.clear();
  look_at_all_signs(*this, transaction);
  return {};
}

}  // namespace tasuki::engine
