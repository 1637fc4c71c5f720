#pragma once

#include <cstdint>
#include <string_view>

#include "core/crypto/hash.hpp"
#include "core/crypto/keys.hpp"

namespace tasuki::proto::audit {
class Frame;
class Trailer;
}  // namespace tasuki::proto::audit

/// What writer and reader of an export share; docs/protocol.md, section 13.5. For core/audit's own files.
namespace tasuki::audit {

inline constexpr std::string_view kExportMagic = "tasuki-audit-export 1\n";
inline constexpr std::string_view kHeadsMagic = "tasuki-audit-heads 1\n";
inline constexpr std::string_view kExportHashDomain = "tasuki/1/audit-export-hash";
inline constexpr std::string_view kExportDomain = "tasuki/1/audit-export";
inline constexpr std::size_t kFrameLimit = 256 * 1024;

/// Over the magic, then over every frame.
class ExportHash {
 public:
  explicit ExportHash(std::string_view magic = kExportMagic)
      : hash_(crypto::hash(kExportHashDomain, {as_bytes(magic)})) {}
  void add(ByteView frame) {
    hash_ = crypto::hash(kExportHashDomain, {hash_, frame});
    ++frames_;
  }
  std::uint64_t frames() const { return frames_; }
  const crypto::Digest& value() const { return hash_; }
  /// What the trailer's signature covers.
  Bytes to_sign() const {
    Bytes bytes;
    append_u64(bytes, frames_);
    tasuki::append(bytes, hash_);
    return bytes;
  }

 private:
  crypto::Digest hash_;
  std::uint64_t frames_ = 0;
};

/// Whether the trailer fits what came before it, under the node key of who wrote the file.
bool trailer_holds(const proto::audit::Trailer& trailer, const ExportHash& hash,
                   const crypto::SigningPublicKey& node_key);

}  // namespace tasuki::audit
