#include "core/engine/record/staff.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::engine {
namespace {

class StaffTest : public testing::Test {
 protected:
  StaffAccount add(const std::string& name, bool active = true, Role role = Role::Staff) {
    StaffAccount account;
    account.id = random.id<StaffId>();
    account.name = name;
    account.profession = "ward-nurse";
    account.role = role;
    account.active = active;
    account.certificate = random.id<CertificateHash>();
    account.staff_key = wrapped(kStaffKeyWrap);
    if (role == Role::Admin) account.root_key = wrapped(kRootKeyWrap);
    save_staff(transaction, account);
    return account;
  }
  crypto::WrappedSecret wrapped(std::string_view domain) {
    return crypto::wrap(random, key, crypto::random_salt(random), crypto::kArgon2Least, domain, Bytes(32, 5));
  }
  std::string_view find(std::string_view typed, const StaffAccount& expected) {
    const auto found = find_staff(transaction, typed);
    if (!found) return found.error().name();
    return found->id == expected.id ? "found" : "another";
  }

  test::SeededRandom random{2};
  test::MemoryStore store;
  Transaction& transaction = store.begin();
  Secret<32> key = Secret<32>::random(random);
};

TEST_F(StaffTest, AnAccountComesBackAsItWasSavedAndItsKeysOpenUnderTheirKeyOnly) {
  const auto saved = add("佐藤 花子", true, Role::Admin);
  const auto loaded = load_staff(transaction, saved.id);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->name, "佐藤 花子");
  EXPECT_EQ(loaded->profession, "ward-nurse");
  EXPECT_EQ(loaded->role, Role::Admin);
  EXPECT_TRUE(loaded->active);
  EXPECT_EQ(loaded->certificate, saved.certificate);
  EXPECT_TRUE(crypto::unwrap(key, kStaffKeyWrap, loaded->staff_key));
  ASSERT_TRUE(loaded->root_key);
  EXPECT_TRUE(crypto::unwrap(key, kRootKeyWrap, *loaded->root_key));
  EXPECT_FALSE(crypto::unwrap(key, kStaffKeyWrap, *loaded->root_key));
  EXPECT_FALSE(crypto::unwrap(Secret<32>::random(random), kStaffKeyWrap, loaded->staff_key));
}

TEST_F(StaffTest, PeopleAreFoundByExactNameOrPrefix) {
  const auto hanako = add("佐藤 花子");
  const auto jiro = add("斎藤 次郎");
  EXPECT_EQ(find("佐藤 花子", hanako), "found");
  EXPECT_EQ(find("齋藤 次郎", jiro), "unknown-staff");
  EXPECT_EQ(find(jiro.id.hex().substr(0, 6), jiro), "found");
  EXPECT_EQ(find(jiro.id.hex().substr(0, 5), jiro), "prefix-too-short");
  EXPECT_EQ(find(jiro.id.hex(), jiro), "found");
  EXPECT_EQ(find("佐藤", hanako), "unknown-staff");
  EXPECT_EQ(find("", hanako), "prefix-too-short");
}

TEST_F(StaffTest, TwoPeopleOfOneNameAreNamedAsCandidates) {
  const auto one = add("田中 一郎");
  const auto other = add("田中 一郎");
  std::vector<StaffId> candidates;
  const auto found = find_staff(transaction, "田中 一郎", &candidates);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().name(), "ambiguous");
  EXPECT_EQ(std::set(candidates.begin(), candidates.end()), (std::set{one.id, other.id}));
  EXPECT_EQ(find(one.id.hex().substr(0, 8), one), "found");
}

TEST_F(StaffTest, ANamesakeWhoLeftIsNotInTheWay) {
  add("田中 一郎", false);
  const auto present = add("田中 一郎");
  EXPECT_EQ(find("田中 一郎", present), "found");
}

TEST_F(StaffTest, ADamagedAccountIsNoAccount) {
  const auto account = add("佐藤 花子");
  transaction.put(Table::Staff, account.id.bytes(), as_bytes("\xff"));
  EXPECT_FALSE(load_staff(transaction, account.id));
  EXPECT_TRUE(list_staff(transaction).empty());
}

TEST(Role, CodesGoThereAndBack) {
  for (const auto role : {Role::Staff, Role::Admin, Role::Auditor}) EXPECT_EQ(role_of(role_code(role)), role);
  EXPECT_FALSE(role_of("root"));
}

}  // namespace
}  // namespace tasuki::engine
