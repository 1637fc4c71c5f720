#include "core/engine/links/introduced.hpp"

#include <algorithm>

#include "core/delivery/introduction.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/audit/audit_note.hpp"
#include "core/engine/delivery/catch_up_rows.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/events_out.hpp"
#include "core/engine/links/contact_link.hpp"
#include "core/engine/links/introducing.hpp"
#include "core/engine/links/peer_life.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/record/teams.hpp"
#include "proto/state.pb.h"
#include "proto/wire.pb.h"

namespace tasuki::engine {

namespace {

using delivery::IntroductionState;
using delivery::KeptIntroduction;
using delivery::Trust;

/// Signed by the agency itself, so that an introducer can say nothing of it that it does not say.
void keep_what_it_says(Turn& turn, const delivery::Introduction& said) {
  const auto before = known_incarnation(turn.transaction, said.agency);
  if (record::keep_card(turn.transaction, said.card)) {
    turn.desk.shipped.cards.clear();
    note_card_kept(turn, said.agency, before);
  }
  if (said.whereabouts && record::keep_whereabouts(turn.transaction, *said.whereabouts))
    hurry_to_peer(turn, said.agency);
  const auto keys = turn.desk.directory.keys_of(turn.transaction, said.agency);
  if (keys && said.prekey) (void)delivery::accept_prekey(turn.transaction, *keys, *said.prekey);
}

/// A node that lives anew may have known it before, and lost what it had said.
void ask_what_was_missed(Turn& turn, const AgencyId& agency) {
  if (!record::has_lived_before(turn.transaction, turn.desk.agency())) return;
  if (load_catch_up(turn.transaction, agency)) return;
  proto::state::CatchUpState row;
  row.set_state("to-ask");
  save_catch_up(turn.transaction, agency, row);
}

void become_contact(Turn& turn, const KeptIntroduction& kept) {
  const auto known = record::find_known_agency(turn.transaction, kept.agency);
  if (!known || kept.pair_secrets.empty()) return;
  delivery::Contact contact;
  contact.agency = kept.agency;
  contact.trust = Trust::Introduced;
  contact.pair_secret = kept.pair_secrets.back().clone();
  contact.since = turn.desk.clock.now();
  contact.transport_key = known->card.incarnation.transport_key;
  contact.introduced_by = kept.introducer;
  delivery::save_contact(turn.transaction, contact);
  ask_what_was_missed(turn, kept.agency);
  tell_introduced(turn, kept.agency, kept.introducer);
  turn.desk.links->add(kept.agency, turn.desk.clock.uptime());
}

void note_outcome(Turn& turn, const KeptIntroduction& kept) {
  note(turn, audit::introduction_received(kept.introducer, kept.agency,
                                          delivery::introduction_state_code(kept.state)));
}

/// Nothing comes of it; the first time that is written down.
void turn_down(Turn& turn, KeptIntroduction kept, IntroductionState why, bool is_new) {
  if (!is_new && kept.state == why) return;
  kept.state = why;
  kept.pair_secrets.clear();
  delivery::save_introduction(turn.transaction, kept);
  note_outcome(turn, kept);
}

void settle(Turn& turn, KeptIntroduction& kept) {
  if (!share_a_team(turn, kept.introducer, kept.agency)) return;
  kept.state = IntroductionState::Taken;
  delivery::save_introduction(turn.transaction, kept);
  note_outcome(turn, kept);
  if (!delivery::is_contact(turn.transaction, kept.agency)) return become_contact(turn, kept);
  hurry_to_peer(turn, kept.agency);
}

Dial dial_by_introduction(const AgencyId& agency, const record::KnownAgency& known,
                          const Secret<32>& pair_secret) {
  return Dial{agency,
              LinkMode::Pairing,
              known.whereabouts->endpoints,
              known.card.incarnation.transport_key,
              delivery::introduction_psk(pair_secret),
              delivery::introduction_id(pair_secret)};
}

/// Every time what is under way is sealed and left at carriers once more, beside what lies there under
/// another secret.
constexpr Duration kShortestPause = std::chrono::minutes(10);
constexpr Duration kLongestPause = std::chrono::hours(24);

bool is_print_of(const crypto::Digest& print, const Secret<32>& pair_secret) {
  return print == print_of_psk(delivery::contact_psk(pair_secret, Trust::Introduced)) ||
         print == print_of_psk(delivery::introduction_psk(pair_secret)) ||
         print == print_of_psk(delivery::renewal_psk(pair_secret, Trust::Introduced));
}

}  // namespace

void take_introduction(Turn& turn, const AgencyId& introducer, const proto::wire::Introduction& message) {
  auto said = delivery::open_introduction(message);
  const AgencyId& us = turn.desk.agency();
  if (!said || said->agency == us || said->agency == introducer) return;
  auto known = delivery::load_introduction(turn.transaction, said->agency, introducer);
  const bool is_new = !known;
  if (is_new && !delivery::has_room_for_introduction(turn.transaction, said->agency, introducer)) return;
  KeptIntroduction kept{said->agency, introducer, IntroductionState::Waiting, {}, turn.desk.clock.now()};
  if (known) kept = std::move(*known);

  if (delivery::contact_mode(turn.transaction, introducer) != crypto::Mode::FaceToFace)
    return turn_down(turn, std::move(kept), IntroductionState::Refused, is_new);
  if (delivery::contact_mode(turn.transaction, said->agency) == crypto::Mode::FaceToFace)
    return turn_down(turn, std::move(kept), IntroductionState::Known, is_new);
  keep_what_it_says(turn, *said);
  const bool is_another = delivery::add_pair_secret(
      turn.transaction, kept, delivery::introduced_pair_secret(said->secret, us, said->agency, introducer));
  if (kept.state != IntroductionState::Taken) kept.state = IntroductionState::Waiting;
  if (is_another) delivery::save_introduction(turn.transaction, kept);
  if (kept.state == IntroductionState::Waiting) return settle(turn, kept);
  if (is_another) hurry_to_peer(turn, kept.agency);
}

void settle_introductions(Turn& turn) {
  for (auto& kept : delivery::introductions_that_wait(turn.transaction)) settle(turn, kept);
}

std::vector<Dial> dials_to_introduced(Turn& turn, const delivery::Contact& contact,
                                      const record::KnownAgency& known) {
  std::vector<Dial> dials;
  for (const auto& secret : delivery::secrets_shared_with(turn.transaction, contact))
    dials.push_back(dial_by_introduction(contact.agency, known, secret));
  Dial ordinary{contact.agency,
                LinkMode::Contact,
                known.whereabouts->endpoints,
                known.card.incarnation.transport_key,
                delivery::contact_psk(contact.pair_secret, Trust::Introduced),
                {}};
  if (contact.renewing) {
    ordinary.mode = LinkMode::Pairing;
    ordinary.psk = delivery::renewal_psk(contact.pair_secret, Trust::Introduced);
    ordinary.invitation = delivery::renewal_id(contact.pair_secret, Trust::Introduced, turn.desk.agency());
  }
  // Until the other side has shown that it holds the secret, its name goes along.
  dials.insert(contact.shown ? dials.begin() : dials.end(), std::move(ordinary));
  return dials;
}

void secret_was_shown(Turn& turn, const AgencyId& peer, const std::optional<crypto::Digest>& psk_print) {
  const auto contact = delivery::load_contact(turn.transaction, peer);
  if (!psk_print || !contact || contact->trust == Trust::FaceToFace) return;
  for (const auto& secret : delivery::secrets_shared_with(turn.transaction, *contact)) {
    if (is_print_of(*psk_print, secret)) return delivery::use_shown_secret(turn.transaction, peer, secret);
  }
}

void try_other_secrets(Turn& turn) {
  const Duration now = turn.desk.clock.uptime();
  for (const auto& agency : delivery::list_contacts(turn.transaction)) {
    auto& next = turn.desk.next_secrets[agency];
    if (turn.desk.link_to(agency)) next = {};
    if (turn.desk.link_to(agency) || now < next.at) continue;
    if (!delivery::use_next_unless_shown(turn.transaction, agency)) continue;
    next.pause = std::clamp(2 * next.pause, kShortestPause, kLongestPause);
    next.at = now + next.pause;
    turn.desk.envelopes->renew_send_session(turn.transaction, agency);
    take_back_under_way(turn, agency);
  }
}

std::optional<Secret<32>> psk_for_introduction(Transaction& transaction, const InvitationId& id) {
  const auto found = delivery::find_introduced(transaction, id);
  if (!found) return std::nullopt;
  return delivery::introduction_psk(found->second);
}

std::optional<AgencyId> introduced_contact(Transaction& transaction, const InvitationId& id) {
  const auto found = delivery::find_introduced(transaction, id);
  return found ? std::optional(found->first) : std::nullopt;
}

void met_face_to_face(Turn& turn, const AgencyId& peer, const std::optional<delivery::Contact>& before) {
  delivery::forget_introduced_secrets(turn.transaction, peer);
  if (before && before->trust == Trust::Introduced) take_back_under_way(turn, peer);
  introduce_in_its_teams(turn, peer);
}

}  // namespace tasuki::engine
