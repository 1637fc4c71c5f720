// What an introducer says of another agency.
#include "core/delivery/introduction.hpp"

#include "core/base/protobuf.hpp"
#include "proto/wire.pb.h"
#include "tests/fuzz/altered.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/test_agency.hpp"

namespace tasuki::test {
namespace {

Bytes valid_introduction(const TestAgency& agency) {
  proto::wire::Introduction message;
  *message.mutable_agency()->mutable_card() = record::to_proto(agency.signed_card());
  *message.mutable_agency()->mutable_whereabouts() = record::to_proto(agency.signed_whereabouts());
  *message.mutable_prekey() = record::to_proto(agency.signed_whereabouts());
  message.set_secret(std::string(32, 's'));
  return serialize_message(message);
}

/// Whatever was changed, the card is the one that its agency signed; what is kept comes back.
void check(const TestAgency& agency, const delivery::Introduction& opened) {
  if (opened.agency == agency.id()) require(opened.card.payload == agency.signed_card().payload);
  require(record::open_card(opened.card).value().agency == opened.agency);
  MemoryStore store;
  auto& transaction = store.begin();
  delivery::KeptIntroduction kept{opened.agency, AgencyId(), delivery::IntroductionState::Taken, {}, {}};
  require(delivery::add_pair_secret(transaction, kept, opened.secret.clone()));
  require(!delivery::add_pair_secret(transaction, kept, opened.secret.clone()));
  delivery::save_introduction(transaction, kept);
  const auto loaded = delivery::load_introduction(transaction, opened.agency, AgencyId());
  require(loaded && same_secret(loaded->pair_secrets.at(0).reveal(), opened.secret.reveal()));
}

/// A row of the store, damaged or not.
void read_back(const TestAgency& agency, ByteView row) {
  MemoryStore store;
  auto& transaction = store.begin();
  transaction.put(Table::Introduction, concat({agency.id().bytes(), agency.id().bytes()}), row);
  static_cast<void>(delivery::load_introduction(transaction, agency.id(), agency.id()));
  static_cast<void>(delivery::introductions_that_wait(transaction));
  static_cast<void>(delivery::find_introduced(transaction, InvitationId()));
}

}  // namespace
}  // namespace tasuki::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  static const test::TestAgency agency(1);
  static const Bytes valid = test::valid_introduction(agency);
  const Bytes bytes = test::raw_or_altered(valid, ByteView(data, size));
  if (size > 0 && data[0] % 2 == 0) test::read_back(agency, bytes);
  const auto message = parse_message<proto::wire::Introduction>(bytes);
  const auto opened = message ? delivery::open_introduction(*message) : std::nullopt;
  if (opened) test::check(agency, *opened);
  return 0;
}
