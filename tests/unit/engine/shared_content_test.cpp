#include "core/engine/delivery/shared_content.hpp"

#include <gtest/gtest.h>

#include "core/crypto/aead.hpp"
#include "proto/wire.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::engine {
namespace {

/// What the sender makes of `text` for the record `id`.
proto::wire::SharedContent seal(const RecordId& id, ByteView text) {
  const Bytes key(32, 0x22);
  const Bytes nonce(crypto::kXNonceSize, 0x33);
  proto::wire::SharedContent content;
  content.set_record_id(id.str());
  content.set_content_key(to_string(key));
  const Bytes data = concat({as_bytes("tasuki/1/shared-content"), id.bytes()});
  content.set_ciphertext(to_string(concat({nonce, crypto::seal(key, nonce, data, text)})));
  return content;
}

record::SignedRecord a_record() {
  test::SeededRandom random(5);
  auto record =
      record::make_record(random, record::Kind::Message, TeamId({1}), {AgencyId({2}), {}}, Bytes(10, 7));
  record::SignedRecord* const batch[] = {&record};
  record::sign_records(batch, crypto::SigningKey::generate(random));
  return record;
}

TEST(SharedContent, IsAsTheProtocolShowsIt) {
  const auto content = seal(*RecordId::from(Bytes(32, 0x11)), as_bytes("content"));
  EXPECT_EQ(to_hex(as_bytes(content.ciphertext())), test::protocol_example("shared-content"));
}

TEST(SharedContent, OpensToTheRecordThatItNames) {
  const auto record = a_record();
  const auto opened = open_content(seal(record.id, record::serialize(record)));
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, record);
}

TEST(SharedContent, OfAnotherRecordIsRefused) {
  const auto record = a_record();
  EXPECT_FALSE(open_content(seal(*RecordId::from(Bytes(32, 0x11)), record::serialize(record))));
}

TEST(SharedContent, WithAnyBitChangedIsRefused) {
  const auto record = a_record();
  auto content = seal(record.id, record::serialize(record));
  for (std::size_t place = 0; place < content.ciphertext().size(); place += 7) {
    auto changed = content;
    (*changed.mutable_ciphertext())[place] ^= 1;
    EXPECT_FALSE(open_content(changed)) << place;
  }
  content.set_content_key("short");
  EXPECT_FALSE(open_content(content));
}

}  // namespace
}  // namespace tasuki::engine
