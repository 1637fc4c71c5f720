#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/secret.hpp"
#include "core/base/store.hpp"
#include "core/delivery/contact.hpp"
#include "core/record/signed_bytes.hpp"

namespace tasuki::proto::wire {
class Introduction;
}

namespace tasuki::delivery {

/// Introductions (docs/protocol.md, section 3.6): a contact of both gives two agencies their first secret.
/// Two may do so at once, or one of them twice, so each side keeps every secret that it was given, up to
/// these bounds, and uses the one that the other has shown.

inline constexpr std::size_t kSecretsOfOneIntroducer = 2;
inline constexpr std::size_t kIntroducersOfOneAgency = 8;
inline constexpr std::size_t kAgenciesOfOneIntroducer = 256;
/// For the three to be members of one team.
inline constexpr Duration kLongestIntroductionWait = std::chrono::hours(24 * 35);

/// What an introducer says, its form and the card's signature checked; the rest is where it is kept.
struct Introduction {
  AgencyId agency;
  record::SignedBytes card;
  std::optional<record::SignedBytes> whereabouts;
  std::optional<record::SignedBytes> prekey;
  Secret<32> secret;
};
std::optional<Introduction> open_introduction(const proto::wire::Introduction& message);

/// What two agencies make of the secret that an introducer gave both.
Secret<32> introduced_pair_secret(const Secret<32>& secret, const AgencyId& one, const AgencyId& other,
                                  const AgencyId& introducer);
/// How the handshake of a first link names such a pair secret, and its pre-shared key.
InvitationId introduction_id(const Secret<32>& pair_secret);
Secret<32> introduction_psk(const Secret<32>& pair_secret);

/// What came of an introduction.
enum class IntroductionState {
  Waiting,  ///< The three are in no team together, as far as is known here.
  Taken,    ///< The agency is a contact.
  Known,    ///< It was one already, face to face: nothing changed.
  Refused,  ///< The introducer is no face-to-face contact itself.
};
std::string_view introduction_state_code(IntroductionState state);

/// What one introducer said of one agency, as it is kept.
struct KeptIntroduction {
  AgencyId agency;
  AgencyId introducer;
  IntroductionState state = IntroductionState::Waiting;
  std::vector<Secret<32>> pair_secrets{};  ///< Oldest first.
  Time received_at;
};
std::optional<KeptIntroduction> load_introduction(Transaction& transaction, const AgencyId& agency,
                                                  const AgencyId& introducer);
void save_introduction(Transaction& transaction, const KeptIntroduction& introduction);
std::vector<KeptIntroduction> introductions_that_wait(Transaction& transaction);
/// Whether one more introducer of `agency`, or one more agency of `introducer`, may be kept. Costs a scan of
/// keys.
bool has_room_for_introduction(Transaction& transaction, const AgencyId& agency, const AgencyId& introducer);
/// Adds a pair secret; the oldest above the bound goes, but never the one that the contact uses. False: it
/// is there already.
bool add_pair_secret(Transaction& transaction, KeptIntroduction& introduction, Secret<32> pair_secret);
void forget_introductions_that_waited(Transaction& transaction, Time now);

/// Every secret by which the contact may be met: the one in use first. Of a face-to-face contact that one
/// alone.
std::vector<Secret<32>> secrets_shared_with(Transaction& transaction, const Contact& contact);
/// The introduced contact that a handshake's id names, and the secret that it stands for.
std::optional<std::pair<AgencyId, Secret<32>>> find_introduced(Transaction& transaction,
                                                               const InvitationId& id);
/// The contact has shown that it holds this one, on a link or in an envelope: it is the one in use.
void use_shown_secret(Transaction& transaction, const AgencyId& agency, const Secret<32>& pair_secret);
/// As long as none was shown: the next one. False: one was, or there is no other.
bool use_next_unless_shown(Transaction& transaction, const AgencyId& agency);
/// The contact lives anew, and may have lost what it had shown.
void doubt_secret(Transaction& transaction, const AgencyId& agency);
/// The two have met face to face: what others gave them is of no use any more.
void forget_introduced_secrets(Transaction& transaction, const AgencyId& agency);

/// The secret that this node gives two agencies; the same one whenever it has to say it again.
Secret<32> secret_to_give(Transaction& transaction, Random& random, const AgencyId& one,
                          const AgencyId& other, Time now);
bool has_introduced(Transaction& transaction, const AgencyId& one, const AgencyId& other);
/// To whom this node has introduced `agency`.
std::vector<AgencyId> introduced_to(Transaction& transaction, const AgencyId& agency);

}  // namespace tasuki::delivery
