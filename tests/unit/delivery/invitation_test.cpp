#include "core/delivery/invitation.hpp"

#include <gtest/gtest.h>

#include "tests/support/memory_store.hpp"
#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::delivery {
namespace {

using namespace std::chrono_literals;

const Time kNow = from_millis(1'771'000'000'000);
const AgencyId kSelf = *AgencyId::from(Bytes(32, 0x01));
const AgencyId kInviter = *AgencyId::from(Bytes(32, 0xa1));

crypto::DhPublicKey key(std::uint8_t fill) { return *crypto::DhPublicKey::from(Bytes(32, fill)); }

Invitation fixed_invitation() {
  return {kInviter,
          key(0xb2),
          {"192.0.2.7:7710"},
          kNow + 24h,
          *InvitationId::from(Bytes(16, 0xc3)),
          Secret<32>(Bytes(32, 0xd4))};
}

std::string_view refusal(const Result<Invitation>& read) { return read ? "accepted" : read.error().name(); }

TEST(InvitationCode, GoesThereAndBack) {
  const auto read = read_invitation_code(invitation_code(fixed_invitation()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->agency, kInviter);
  EXPECT_EQ(read->transport_key, key(0xb2));
  EXPECT_EQ(read->endpoints, std::vector<std::string>{"192.0.2.7:7710"});
  EXPECT_EQ(read->expires_at, kNow + 24h);
  EXPECT_EQ(read->id, fixed_invitation().id);
  EXPECT_TRUE(same_secret(read->secret.reveal(), Bytes(32, 0xd4)));
}

TEST(InvitationCode, IsAsTheProtocolDocumentSays) {
  EXPECT_EQ(to_hex(invitation_bytes(fixed_invitation())), test::protocol_example("invitation-bytes"));
  EXPECT_EQ(to_hex(as_bytes(invitation_code(fixed_invitation()))), test::protocol_example("invitation-code"));
  EXPECT_EQ(to_hex(pairing_psk(fixed_invitation().secret).reveal()), test::protocol_example("pairing-psk"));
  EXPECT_EQ(to_hex(pair_secret(fixed_invitation().secret, Bytes(32, 0xe5)).reveal()),
            test::protocol_example("pair-secret"));
}

TEST(InvitationCode, SpacesLineEndsAndSmallLettersDoNotMatter) {
  std::string pasted = "  ";
  for (const char c : invitation_code(fixed_invitation())) {
    pasted.push_back(static_cast<char>(std::tolower(c)));
    if (pasted.size() % 40 == 0) pasted += "\r\n\t\u3000";
  }
  EXPECT_TRUE(read_invitation_code(pasted + "\n"));
}

TEST(InvitationCode, EverySingleChangedCharacterIsFound) {
  const std::string code = invitation_code(fixed_invitation());
  for (std::size_t i = kInvitationPrefix.size(); i < code.size(); ++i) {
    std::string changed = code;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_EQ(refusal(read_invitation_code(changed)), "invitation-altered") << i;
  }
}

TEST(InvitationCode, EveryCutEndIsFound) {
  const std::string code = invitation_code(fixed_invitation());
  for (std::size_t size = kInvitationPrefix.size(); size < code.size(); ++size) {
    EXPECT_EQ(refusal(read_invitation_code(code.substr(0, size))), "invitation-altered") << size;
  }
}

TEST(InvitationCode, WhatIsNoInvitationIsMalformed) {
  for (const std::string text : {"", "TASUKI", "TASUKI2-ABC", "https://example.org", "\xff\xfe"}) {
    EXPECT_EQ(refusal(read_invitation_code(text)), "invitation-malformed") << text;
  }
  EXPECT_EQ(refusal(read_invitation_code(std::string(100'000, '7'))), "invitation-malformed");
}

TEST(InvitationBytes, FieldsOfAWrongSizeOrFormAreMalformed) {
  const auto with = [](auto change) {
    auto invitation = fixed_invitation();
    change(invitation);
    return refusal(parse_invitation(invitation_bytes(invitation)));
  };
  EXPECT_EQ(with([](auto&) {}), "accepted");
  EXPECT_EQ(with([](auto& i) { i.endpoints = {"no-port"}; }), "invitation-malformed");
  EXPECT_EQ(with([](auto& i) { i.endpoints = {"a b:1"}; }), "invitation-malformed");
  EXPECT_EQ(with([](auto& i) { i.endpoints = {std::string(300, 'x') + ":1"}; }), "invitation-malformed");
  EXPECT_EQ(with([](auto& i) { i.endpoints.assign(9, "h:1"); }), "invitation-malformed");
  EXPECT_EQ(with([](auto& i) { i.expires_at = from_millis(-1); }), "invitation-malformed");
  const Bytes whole = invitation_bytes(fixed_invitation());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(refusal(parse_invitation(ByteView(whole).first(size))), "invitation-malformed") << size;
  }
}

TEST(InvitationCheck, SaysExactlyWhyItCannotBeAccepted) {
  const auto check = [](const AgencyId& self, Time now, bool with_address) {
    auto invitation = fixed_invitation();
    if (!with_address) invitation.endpoints.clear();
    const auto checked = check_acceptable(invitation, self, now);
    return checked ? "accepted" : checked.error().name();
  };
  EXPECT_EQ(check(kSelf, kNow, true), "accepted");
  EXPECT_EQ(check(kInviter, kNow, true), "invitation-own");
  EXPECT_EQ(check(kSelf, kNow + 24h - 1ms, true), "accepted");
  EXPECT_EQ(check(kSelf, kNow + 24h, true), "invitation-expired");
  EXPECT_EQ(check(kSelf, kNow, false), "invitation-no-address");
}

class IssuedTest : public testing::Test {
 protected:
  Invitation issue() {
    return issue_invitation(transaction, random, kSelf, key(1), {"127.0.0.1:1"}, kNow + 24h);
  }
  bool bind(const Invitation& invitation, std::uint8_t whose, Time now = kNow) {
    return bind_invitation(transaction, invitation.id, key(whose), now).has_value();
  }

  test::SeededRandom random{3};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
};

TEST_F(IssuedTest, ItsKeyIsKnownUntilItExpires) {
  const auto invitation = issue();
  const auto psk = issued_psk(transaction, invitation.id, kNow + 24h - 1ms);
  ASSERT_TRUE(psk);
  EXPECT_TRUE(same_secret(psk->reveal(), pairing_psk(invitation.secret).reveal()));
  EXPECT_FALSE(issued_psk(transaction, invitation.id, kNow + 24h));
  EXPECT_FALSE(issued_psk(transaction, random.id<InvitationId>(), kNow));
}

TEST_F(IssuedTest, TheFirstNodeThatProvesItBindsIt) {
  const auto invitation = issue();
  EXPECT_TRUE(bind(invitation, 7));
  EXPECT_TRUE(bind(invitation, 7));
  EXPECT_FALSE(bind(invitation, 8));
}

TEST_F(IssuedTest, ABoundOneCanBeFinishedForADayPastItsExpiry) {
  const auto invitation = issue();
  ASSERT_TRUE(bind(invitation, 7));
  EXPECT_TRUE(issued_psk(transaction, invitation.id, kNow + 48h - 1ms));
  EXPECT_FALSE(issued_psk(transaction, invitation.id, kNow + 48h));
  EXPECT_FALSE(bind(invitation, 7, kNow + 48h));
}

TEST_F(IssuedTest, ASpentOneHasNoKeyAndNoSecretOnDisk) {
  const auto invitation = issue();
  ASSERT_TRUE(bind(invitation, 7));
  spend_invitation(transaction, invitation.id);
  EXPECT_FALSE(issued_psk(transaction, invitation.id, kNow));
  EXPECT_FALSE(bind(invitation, 7));
  EXPECT_EQ(store.dump().find(to_string(invitation.secret.reveal())), std::string::npos);
}

TEST_F(IssuedTest, OldOnesAreForgotten) {
  const auto invitation = issue();
  erase_old_invitations(transaction, kNow + 48h - 1ms);
  EXPECT_TRUE(load_issued(transaction, invitation.id));
  erase_old_invitations(transaction, kNow + 48h);
  EXPECT_FALSE(load_issued(transaction, invitation.id));
}

TEST(PairSecret, DiffersByInvitationAndByHandshake) {
  const Secret<32> one(Bytes(32, 1));
  const Secret<32> other(Bytes(32, 2));
  const auto reference = pair_secret(one, Bytes(32, 9));
  EXPECT_FALSE(same_secret(reference.reveal(), pair_secret(other, Bytes(32, 9)).reveal()));
  EXPECT_FALSE(same_secret(reference.reveal(), pair_secret(one, Bytes(32, 8)).reveal()));
  EXPECT_FALSE(same_secret(reference.reveal(), pairing_psk(one).reveal()));
}

}  // namespace
}  // namespace tasuki::delivery
