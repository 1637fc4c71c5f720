#include "tests/support/test_agency.hpp"

namespace tasuki::test {

namespace {

using crypto::DhKey;
using crypto::SigningKey;

record::Incarnation new_incarnation(SeededRandom& random, std::uint32_t number, const SigningKey& node) {
  return {.number = number,
          .node_key = node.public_key(),
          .transport_key = DhKey::generate(random).public_key(),
          .identity_key = DhKey::generate(random).public_key(),
          .envelope_key = DhKey::generate(random).public_key()};
}

}  // namespace

TestAgency::TestAgency(std::uint64_t seed, std::string name, std::string kind)
    : random_(seed),
      root_(SigningKey::generate(random_)),
      node_(SigningKey::generate(random_)),
      staff_(SigningKey::generate(random_)),
      card_(new_card(std::move(name), std::move(kind))),
      certificate_(record::sign_certificate({.agency = card_.agency,
                                             .staff = *StaffId::from(staff_.public_key().bytes()),
                                             .name = "田中",
                                             .profession = "psw",
                                             .role = "staff",
                                             .issued_at = from_millis(1'771'000'000'000)},
                                            root_)
                       .value()) {}

record::Card TestAgency::new_card(std::string name, std::string kind) {
  return {.agency = *AgencyId::from(root_.public_key().bytes()),
          .serial = 1,
          .name = std::move(name),
          .kind = std::move(kind),
          .incarnation = new_incarnation(random_, 1, node_)};
}

record::SignedBytes TestAgency::signed_card() const { return record::sign_card(card_, root_).value(); }

record::SignedBytes TestAgency::signed_whereabouts(std::uint64_t serial) const {
  const record::Whereabouts whereabouts{.agency = id(),
                                        .incarnation = card_.incarnation.number,
                                        .serial = serial,
                                        .endpoints = {"192.0.2.1:4711"},
                                        .phones = {{"", "03-0000-0001", "病棟"}}};
  return record::sign_whereabouts(whereabouts, node_).value();
}

record::SignedRecord TestAgency::state(record::Kind kind, const TeamId& team, Bytes payload) {
  auto record = record::make_record(random_, kind, team, author(), std::move(payload));
  record::SignedRecord* const one = &record;
  record::sign_records({&one, 1}, staff_);
  next_ = record::countersign_records({&one, 1}, node_, next_);
  return record;
}

record::SignedRecord TestAgency::state_by_node(record::Kind kind, const TeamId& team, Bytes payload) {
  auto record = record::make_record(random_, kind, team, {id(), CertificateHash()}, std::move(payload));
  record::SignedRecord* const one = &record;
  record::sign_records({&one, 1}, node_);
  return record;
}

record::SignedBytes TestAgency::certificate_end(const record::RecordNumber& last) const {
  return record::sign_certificate_end({.agency = id(), .certificate = certificate_hash(), .last = last},
                                      root_);
}

void TestAgency::begin_incarnation() {
  node_ = SigningKey::generate(random_);
  card_.incarnation = new_incarnation(random_, card_.incarnation.number + 1, node_);
  next_ = {card_.incarnation.number, 1};
}

}  // namespace tasuki::test
