#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/base/random.hpp"
#include "core/delivery/introduction.hpp"
#include "proto/state.pb.h"

namespace tasuki::delivery {

namespace {

Bytes given_key(const AgencyId& one, const AgencyId& other) {
  const auto& [first, second] = std::minmax(one, other);
  return concat({first.bytes(), second.bytes()});
}

}  // namespace

Secret<32> secret_to_give(Transaction& transaction, Random& random, const AgencyId& one,
                          const AgencyId& other, Time now) {
  const Bytes key = given_key(one, other);
  if (auto row = transaction.get(Table::IntroductionGiven, key)) {
    auto given = parse_message<proto::state::GivenIntroduction>(*row);
    wipe(*row);
    if (given && given->secret().size() == Secret<32>::kSize) {
      Secret<32> secret(as_bytes(given->secret()));
      wipe(*given->mutable_secret());
      return secret;
    }
  }
  auto secret = Secret<32>::random(random);
  proto::state::GivenIntroduction given;
  given.set_secret(to_string(secret.reveal()));
  given.set_since(to_millis(now));
  Bytes row = serialize_message(given);
  transaction.put(Table::IntroductionGiven, key, row);
  wipe(row);
  wipe(*given.mutable_secret());
  return secret;
}

bool has_introduced(Transaction& transaction, const AgencyId& one, const AgencyId& other) {
  return transaction.contains(Table::IntroductionGiven, given_key(one, other));
}

std::vector<AgencyId> introduced_to(Transaction& transaction, const AgencyId& agency) {
  std::vector<AgencyId> others;
  transaction.scan(Table::IntroductionGiven, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
    const auto first = AgencyId::from(key.first(AgencyId::kSize));
    const auto second = AgencyId::from(key.subspan(AgencyId::kSize));
    if (first == agency && second) others.push_back(*second);
    if (second == agency && first) others.push_back(*first);
    return true;
  });
  return others;
}

}  // namespace tasuki::delivery
