#pragma once

#include <cstdint>
#include <string_view>

#include "core/crypto/hash.hpp"

namespace tasuki::proto::audit {
class Frame;
}

/// What writer and reader of an export share; docs/protocol.md, section 13.5. For core/audit's own files.
namespace tasuki::audit {

inline constexpr std::string_view kExportMagic = "tasuki-audit-export 1\n";
inline constexpr std::string_view kExportHashDomain = "tasuki/1/audit-export-hash";
inline constexpr std::string_view kExportDomain = "tasuki/1/audit-export";
inline constexpr std::size_t kFrameLimit = 256 * 1024;

/// Over the magic, then over every frame.
class ExportHash {
 public:
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
  crypto::Digest hash_ = crypto::hash(kExportHashDomain, {as_bytes(kExportMagic)});
  std::uint64_t frames_ = 0;
};

}  // namespace tasuki::audit
