#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <optional>
#include <string>

#include "core/base/bytes.hpp"

namespace tasuki {

/// A public identifier of N bytes. One type per meaning: two ids of different tags neither compare nor
/// convert.
template <class Tag, std::size_t N = 32>
class Id {
 public:
  static constexpr std::size_t kSize = N;

  /// All zero: stands for "none" where a format has a fixed field.
  constexpr Id() = default;
  explicit constexpr Id(const std::array<std::uint8_t, N>& bytes) : bytes_(bytes) {}

  /// Any other length than N gives nothing.
  static std::optional<Id> from(ByteView bytes) {
    if (bytes.size() != N) return std::nullopt;
    Id id;
    std::copy(bytes.begin(), bytes.end(), id.bytes_.begin());
    return id;
  }
  static std::optional<Id> from(std::string_view bytes) { return from(as_bytes(bytes)); }

  ByteView bytes() const { return bytes_; }
  /// For protobuf's `bytes` fields.
  std::string str() const { return to_string(bytes_); }
  std::string hex() const { return to_hex(bytes_); }
  /// The first eight digits: enough for a log line.
  std::string short_hex() const { return to_hex(ByteView(bytes_).first(std::min<std::size_t>(4, N))); }
  bool is_zero() const {
    return std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t byte) { return byte == 0; });
  }

  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::array<std::uint8_t, N> bytes_{};
};

/// An agency: its Ed25519 root public key.
using AgencyId = Id<struct AgencyIdTag>;
/// A staff member: their Ed25519 public key.
using StaffId = Id<struct StaffIdTag>;
/// The hash of a staff certificate's payload (core/record/certificate.hpp).
using CertificateHash = Id<struct CertificateHashTag>;
/// A signed record (core/record/record.hpp). A message's id and a consent's id are record ids.
using RecordId = Id<struct RecordIdTag>;
/// A support team: the id of its founding record, under a type of its own.
using TeamId = Id<struct TeamIdTag>;
/// A session between two nodes: the hash of its initial message (core/delivery/session.hpp).
using SessionId = Id<struct SessionIdTag>;
/// An envelope: the hash of its bytes as they travel.
using EnvelopeHash = Id<struct EnvelopeHashTag>;
/// An invitation's public part.
using InvitationId = Id<struct InvitationIdTag, 16>;
/// A login at the local API.
using LoginToken = Id<struct LoginTokenTag>;

/// A team is named after its founding record.
inline TeamId team_of_founding(const RecordId& founding) { return *TeamId::from(founding.bytes()); }
inline RecordId founding_of_team(const TeamId& team) { return *RecordId::from(team.bytes()); }

}  // namespace tasuki
