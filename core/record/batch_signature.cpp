#include "core/record/batch_signature.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

constexpr std::string_view kMemoDomain = "tasuki/1/signature-memo";

Bytes signed_part(std::size_t leaf_count, const MerkleHash& root) {
  Bytes bytes;
  append_u32(bytes, static_cast<std::uint32_t>(leaf_count));
  append(bytes, root);
  return bytes;
}

}  // namespace

std::vector<BatchSignature> sign_batch(const crypto::SigningKey& key, std::string_view domain,
                                       std::span<const Bytes> leaves) {
  if (leaves.empty()) return {};
  if (leaves.size() > kBatchLimit) throw std::length_error("too many leaves for one batch");
  std::vector<MerkleHash> hashes;
  hashes.reserve(leaves.size());
  for (const auto& leaf : leaves) hashes.push_back(merkle_leaf(leaf));
  const MerkleTree tree(std::move(hashes));
  const auto signature = key.sign(domain, signed_part(leaves.size(), tree.root()));
  std::vector<BatchSignature> signatures;
  signatures.reserve(leaves.size());
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    signatures.push_back(
        {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(leaves.size()), tree.path(i), signature});
  }
  return signatures;
}

void SignatureMemo::remember(const crypto::Digest& question) {
  if (good_.size() >= limit_) good_.clear();
  good_.insert(question);
}

bool verify_in_batch(const crypto::SigningPublicKey& key, std::string_view domain, ByteView leaf,
                     const BatchSignature& signature, SignatureMemo* memo) {
  const auto root =
      merkle_root(merkle_leaf(leaf), signature.leaf_index, signature.leaf_count, signature.path);
  if (!root) return false;
  const Bytes message = signed_part(signature.leaf_count, *root);
  if (memo == nullptr) return crypto::verify(key, domain, message, signature.signature);
  const auto question = crypto::hash(
      kMemoDomain, {as_bytes(domain), key.bytes(), ByteView(message), signature.signature.bytes()});
  if (memo->contains(question)) return true;
  if (!crypto::verify(key, domain, message, signature.signature)) return false;
  memo->remember(question);
  return true;
}

Result<BatchSignature> from_proto(const proto::record::BatchSignature& message) {
  BatchSignature signature{.leaf_index = message.leaf_index(), .leaf_count = message.leaf_count()};
  if (static_cast<std::size_t>(message.path_size()) > kPathLimit) return RecordError::Malformed;
  if (signature.leaf_index >= signature.leaf_count) return RecordError::Malformed;
  for (const auto& entry : message.path()) {
    MerkleHash hash;
    if (entry.size() != hash.size()) return RecordError::Malformed;
    std::copy(entry.begin(), entry.end(), hash.begin());
    signature.path.push_back(hash);
  }
  TRY(signature.signature, read_id<crypto::Signature>(message.signature()));
  return signature;
}

void to_proto(const BatchSignature& signature, proto::record::BatchSignature& message) {
  message.set_leaf_index(signature.leaf_index);
  message.set_leaf_count(signature.leaf_count);
  for (const auto& hash : signature.path) message.add_path(hash.data(), hash.size());
  message.set_signature(signature.signature.str());
}

}  // namespace tasuki::record
