#pragma once

#include <string>
#include <vector>

#include "core/base/id.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::record {

inline constexpr std::string_view kCardDomain = "tasuki/1/agency-card";
inline constexpr std::string_view kWhereaboutsDomain = "tasuki/1/whereabouts";

inline constexpr std::size_t kNameLimit = 200;
inline constexpr std::size_t kEndpointLimit = 8;
inline constexpr std::size_t kEndpointLength = 260;
inline constexpr std::size_t kPhoneLimit = 16;
inline constexpr std::size_t kPhoneNumberLength = 40;
inline constexpr std::size_t kPhoneNoteLength = 200;
inline constexpr std::size_t kHoursLength = 512;
inline constexpr std::size_t kAskLimit = 32;

/// A node's present life: its number and its keys. Design §4.
struct Incarnation {
  std::uint32_t number = 0;  ///< From 1.
  crypto::SigningPublicKey node_key{};
  crypto::DhPublicKey transport_key{};  ///< Noise static
  crypto::DhPublicKey identity_key{};   ///< X3DH
  crypto::DhPublicKey envelope_key{};   ///< sealed boxes

  friend bool operator==(const Incarnation&, const Incarnation&) = default;
};

/// Who an agency is, signed by its root key, which is its id.
struct Card {
  AgencyId agency{};
  std::uint64_t serial = 0;
  std::string name{};
  std::string kind{};  ///< A code; a newer version may know more kinds than this one.
  Incarnation incarnation{};

  friend bool operator==(const Card&, const Card&) = default;
};

struct Phone {
  std::string window{};  ///< A coverage window, or empty: always.
  std::string number{};
  std::string note{};

  friend bool operator==(const Phone&, const Phone&) = default;
};

/// When somebody is there, and what they can be asked for.
struct Services {
  /// As core/care's OfficeHours write them. Not read here: a newer version may say more than this one
  /// understands.
  std::string hours{};
  std::vector<std::string> asks{};  ///< Codes, known here or not.
  /// When somebody there last said so, in milliseconds since 1970; 0: never.
  std::int64_t confirmed_at = 0;

  friend bool operator==(const Services&, const Services&) = default;
};

/// How an agency is reached, signed by the node key of `incarnation`.
struct Whereabouts {
  AgencyId agency{};
  std::uint32_t incarnation = 0;
  std::uint64_t serial = 0;
  std::vector<std::string> endpoints{};  ///< HOST:PORT, the best first
  std::vector<Phone> phones{};           ///< In the order to call.
  Services services{};

  friend bool operator==(const Whereabouts&, const Whereabouts&) = default;
};

/// By (incarnation, serial): only a newer one replaces what is known. docs/protocol.md, section 2.
bool is_newer(const Card& card, const Card& than);
bool is_newer(const Whereabouts& whereabouts, const Whereabouts& than);

/// RecordError::Malformed where a limit is broken: the caller checks what people type by the same limits.
Result<SignedBytes> sign_card(const Card& card, const crypto::SigningKey& root_key);
/// The card in `bytes`, verified under the root key that it names. RecordError::Malformed, NotAuthentic.
Result<Card> open_card(const SignedBytes& bytes);

Result<SignedBytes> sign_whereabouts(const Whereabouts& whereabouts, const crypto::SigningKey& node_key);
/// Verified under `node_key`, which must be that of the incarnation they name: the caller compares.
Result<Whereabouts> open_whereabouts(const SignedBytes& bytes, const crypto::SigningPublicKey& node_key);

/// Without the signature: for bytes of the own store, verified before they were put there.
Result<Card> read_card(ByteView payload);
Result<Whereabouts> read_whereabouts(ByteView payload);

}  // namespace tasuki::record
