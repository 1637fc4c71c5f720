#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/audit/disclosure.hpp"
#include "core/audit/entry.hpp"
#include "core/audit/trail.hpp"
#include "core/base/id.hpp"

/// What the trail records, one function per kind of entry; docs/protocol.md, section 13.2, has the table.
/// Arguments called `code` are codes of a fixed list, never text that somebody typed; names and reasons
/// become details.
namespace tasuki::audit {

/// By whom: a person who is logged in, another agency whose record came here, or the node itself.
struct Actor {
  std::optional<StaffId> staff;
  std::optional<AgencyId> agency;
};
inline Actor by_staff(const StaffId& staff) { return {staff, std::nullopt}; }
inline Actor by_agency(const AgencyId& agency) { return {std::nullopt, agency}; }
inline Actor by_node() { return {}; }

// ---- the node and its people
Draft store_created(const AgencyId& agency);
/// A restored store: opens what comes after with the head of what came before.
Draft restored_from(const Head& head);
Draft login(const StaffId& staff);
/// `staff` where the name typed was somebody's. What was typed is not written anywhere.
Draft login_failed(const std::optional<StaffId>& staff, std::string_view reason_code);
Draft logout(const StaffId& staff);
Draft staff_added(const Actor& actor, const StaffId& staff, const CertificateHash& certificate,
                  std::string_view role_code, std::string_view name);
Draft staff_disabled(const Actor& actor, const StaffId& staff, const CertificateHash& certificate);
/// `event_code`: incarnation, card, prekey, passphrase, recovery-code, succession-claim, succession, …
Draft key_event(const Actor& actor, std::string_view event_code);
Draft backup_made(const Actor& actor);
/// A contact has told what it holds that this node may have missed: so many records, of which so many were
/// lacked, and of these so many not given.
Draft caught_up(const AgencyId& contact, std::uint64_t offered, std::uint64_t lacked, std::uint64_t withheld);
/// A record that this node lacks and that its holder does not give.
Draft gap(const AgencyId& holder, const RecordId& record);
/// A record of this agency's own that it lacked and another gave back.
/// `from` brought a record about something that never came: it was dropped.
Draft waited_in_vain(const AgencyId& from, const RecordId& record);
Draft taken_back(const AgencyId& from, const RecordId& record);
/// A message went out once more to a recipient that had lost it.
Draft disclosed_again(const RecordId& message, const AgencyId& to);

// ---- meeting
Draft invitation_made(const Actor& actor, const InvitationId& invitation);
Draft contact_paired(const Actor& actor, const AgencyId& contact, std::string_view trust_code);
Draft contact_verified(const Actor& actor, const AgencyId& contact);
/// Two contacts of this node's were told of each other.
Draft introduction_given(const Actor& actor, const AgencyId& one, const AgencyId& other);
/// What came of what an introducer said of an agency. `outcome_code`: taken, known, refused.
Draft introduction_received(const AgencyId& introducer, const AgencyId& agency,
                            std::string_view outcome_code);
/// The contact's node lives anew, under other keys that its root key vouches for.
Draft contact_renewed(const AgencyId& contact, std::uint32_t incarnation);

// ---- teams and consent: every governance record that was stated here or came here
/// `kind_code`: founding, member-add, member-remove, coordinator-handover, coordinator-replacement,
/// rules-raise, succession.
Draft team_record(const Actor& actor, const TeamId& team, const RecordId& record, std::string_view kind_code);
/// `kind_code`: consent, confirmation, refusal, withdrawal, refusal-lift.
Draft consent_record(const Actor& actor, const TeamId& team, const RecordId& record,
                     std::string_view kind_code);
struct Denied {
  AgencyId recipient;
  std::string reason;  ///< A code.
};
/// Nothing was sent to these. The categories are a detail.
Draft sending_denied(const Actor& actor, const TeamId& team, const std::vector<Denied>& denied,
                     const std::set<std::string>& categories);

// ---- messages
/// A permit with its consents, and what it let out. The categories are a detail.
Draft disclosed(const Actor& actor, const Disclosure& disclosure);
/// It was queued and never went out.
Draft disclosure_withdrawn(const Actor& actor, const RecordId& message, const AgencyId& to);
/// It was under way and was taken back, from carriers too: whether it arrived is not known.
Draft recalled(const Actor& actor, const RecordId& message, const AgencyId& to);
/// A carrier took an envelope for `to`, who says that it did not come.
Draft carrier_lost(const AgencyId& carrier, const AgencyId& to);
/// Not known to have arrived within its lifetime.
Draft undeliverable(const RecordId& message, const AgencyId& to);
Draft overridden(const Actor& actor, const TeamId& team, const RecordId& message, const RecordId& notice,
                 std::string_view reason);
/// A person was given the text of a message that another entry does not name them for.
Draft message_shown(const StaffId& staff, const RecordId& message);
Draft receipt_given(const Actor& actor, const RecordId& message, const RecordId& receipt,
                    std::string_view state_code);
Draft receipt_received(const AgencyId& from, const RecordId& message, const RecordId& receipt,
                       std::string_view state_code);
Draft call_recorded(const Actor& actor, const RecordId& message, const RecordId& call,
                    std::string_view outcome_code);
/// A step of an escalation, ours or another node's: whose turn it is; nobody's, where the roster is at its
/// end.
struct StepFacts {
  std::uint32_t step;
  std::string_view reason;
  std::string_view disclosure;
};
Draft escalated(const Actor& actor, const RecordId& message, const RecordId& record,
                const std::optional<AgencyId>& turn_of, const StepFacts& facts);
/// A message that came and is not shown, and why; and that it is shown after all.
Draft message_held(const AgencyId& from, const RecordId& message, std::string_view reason_code);
Draft message_released(const AgencyId& from, const RecordId& message);
/// Two records came that an agency has countersigned under one number.
Draft number_reused(const AgencyId& by, const RecordId& first, const RecordId& second);
/// Another agency says that it holds a message of ours.
Draft hold_reported(const AgencyId& by, const RecordId& message, std::string_view reason_code);

// ---- accountability itself
/// A trail was seen with two histories: `held` is what we held, `shown` what somebody showed.
/// `conflict_code`: rewritten, cut-back. Our own trail's too.
Draft head_conflict(const AgencyId& shown_by, const Head& held, const Head& shown,
                    std::string_view conflict_code);
Draft exported(const Actor& actor);
Draft reported(const Actor& actor, const TeamId& team);

}  // namespace tasuki::audit
