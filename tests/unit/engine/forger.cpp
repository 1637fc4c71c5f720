#include "tests/unit/engine/forger.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/crypto/password.hpp"
#include "core/delivery/in_flight.hpp"
#include "core/delivery/session.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/record/countersign.hpp"
#include "core/engine/record/staff.hpp"
#include "proto/state.pb.h"

namespace tasuki::test {

namespace {

crypto::SigningKey staff_key_of(const engine::StaffAccount& account, std::string_view passphrase) {
  const auto& wrapped = account.staff_key;
  const auto key = crypto::derive(as_bytes(passphrase), wrapped.salt, wrapped.cost).value();
  return crypto::SigningKey::from_seed(crypto::unwrap(key, engine::kStaffKeyWrap, wrapped).value().reveal());
}

std::size_t under_way(WorldAgency& from, WorldAgency& to) {
  std::size_t count = 0;
  from.node().prepare(
      [&](Transaction& transaction) { count = delivery::count_in_flight(transaction, to.id()).envelopes; });
  return count;
}

}  // namespace

Forger::Forger(World& world, WorldAgency& agency, const std::string& staff, std::string_view passphrase)
    : world_(world), agency_(agency) {
  agency_.node().prepare([&](Transaction& transaction) {
    identity_ = engine::load_identity(transaction).value();
    const auto account = engine::find_staff(transaction, staff).value();
    staff_key_ = staff_key_of(account, passphrase);
    certificate_ = account.certificate;
  });
}

record::RecordNumber Forger::last_number() const {
  record::RecordNumber last;
  agency_.node().prepare(
      [&](Transaction& transaction) { last = engine::last_record_number(transaction, *identity_); });
  return last;
}

record::Author Forger::administrator_of(WorldAgency& other) const {
  record::Author author{other.id(), {}};
  other.node().prepare([&](Transaction& transaction) {
    author.certificate = engine::list_staff(transaction).front().certificate;
  });
  return author;
}

record::SignedRecord Forger::by_staff(record::Kind kind, const TeamId& team, Bytes payload,
                                      const record::Author& author) {
  auto record = record::make_record(agency_.node().random(), kind, team, author, std::move(payload));
  record::SignedRecord* const batch[] = {&record};
  record::sign_records(batch, *staff_key_);
  agency_.node().prepare(
      [&](Transaction& transaction) { engine::countersign(transaction, *identity_, batch); });
  return record;
}

record::SignedRecord Forger::by_node(record::Kind kind, const TeamId& team, Bytes payload,
                                     const AgencyId& author) {
  auto record = record::make_record(agency_.node().random(), kind, team, {author, {}}, std::move(payload));
  record::SignedRecord* const batch[] = {&record};
  record::sign_records(batch, identity_->node_key);
  return record;
}

void Forger::number_anew(record::SignedRecord& record, record::RecordNumber number) const {
  record::SignedRecord* const batch[] = {&record};
  record::countersign_records(batch, identity_->node_key, number);
}

void Forger::hand_over(WorldAgency& to, const std::vector<proto::wire::Item>& items) {
  proto::wire::EnvelopePayload payload;
  for (const auto& item : items) *payload.add_item() = item;
  agency_.node().prepare([&](Transaction& transaction) {
    engine::CardDirectory directory;
    delivery::Sessions sessions(agency_.node().random(), own_keys(*identity_), directory);
    const Time now = agency_.node().clock().now();
    const auto sealed = sessions
                            .seal(transaction, directory.keys_of(transaction, to.id()).value(),
                                  serialize_message(payload), now + std::chrono::hours(24), now)
                            .value();
    proto::state::InFlightEnvelope row;
    row.set_envelope(to_string(sealed.bytes));
    row.set_session_id(sealed.session.str());
    row.set_number(sealed.number);
    delivery::add_in_flight(transaction, to.id(), sealed.hash, row);
  });
  world_.cut_links_of(agency_.node());  // the next link carries what is under way
  world_.pass(std::chrono::seconds(20));
  EXPECT_EQ(under_way(agency_, to), 0u) << "it was handed over, opened and acknowledged";
}

void Forger::hand_over(WorldAgency& to, const record::SignedRecord& record) {
  hand_over(to, {item_of(record)});
}

proto::wire::Item item_of(const record::SignedRecord& record) {
  proto::wire::Item item;
  record::to_proto(record, *item.mutable_record());
  return item;
}

}  // namespace tasuki::test
