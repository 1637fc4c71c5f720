#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tasuki {

/// Every table of the store. Each maps a key of bytes to a value of bytes and is ordered by its keys.
/// The numbers never change and are never used again; `kTables` names them for the schema.
enum class Table : std::uint8_t {
  // What this node is. Key: a short name.
  Node = 1,
  // staff id → staff account
  Staff = 2,
  // certificate hash → signed staff certificate (ours and others')
  Certificate = 3,
  // certificate hash → signed end of that certificate; 00 → fingerprint of all of them
  CertificateEnd = 4,
  // agency id → the newest card and whereabouts we know; 00 → fingerprint of all cards
  Card = 5,
  // agency id → contact: trust, pair secret, verified
  Contact = 6,
  // invitation id → invitation we gave out
  Invitation = 7,
  // agency id → acceptance of an invitation that is not finished yet
  Acceptance = 8,
  // prekey id → signed prekey pair
  Prekey = 9,
  // agency id ‖ session id → session state
  Session = 10,
  // agency id → the peer's prekey, send session, serials
  Peer = 11,
  // agency id ‖ session id ‖ … → keys of messages that have not come yet
  // (core/delivery/skipped_key_table.hpp)
  SkippedKey = 12,

  // record id → signed record, with where it came from
  Record = 20,
  // record id → when it was deleted
  Tombstone = 21,
  // team id ‖ record id → Lamport time of a governance record of the team; team id → its heads
  Governance = 22,
  // missing id ‖ waiting id ‖ hash of its signatures → the governance record that waits: for a parent, a
  // certificate,
  // an agency's card
  GovernanceWaiting = 23,
  // team id → what this node keeps about a team besides its ledger
  Team = 24,
  // team id ‖ agency id → the newest governance heads that the agency's messages named
  ShownHeads = 25,
  // agency id ‖ incarnation ‖ number → id of the record that came first under that number of the agency's
  RecordNumber = 26,

  // agency id → how far it has told what this node missed before its present life
  CatchUp = 27,
  // agency id ‖ record id → 00: asked for, 01: not given
  CatchUpWanted = 28,

  // message id → the message's local state
  Message = 30,
  // inbox number → message id
  Inbox = 31,
  // message id ‖ agency id ‖ receipt state → receipt's record id
  Receipt = 32,
  // message id ‖ number → call record's id
  Call = 33,
  // team id ‖ message id → why it is held
  Held = 34,
  // missing id ‖ waiting id ‖ hash of its signatures → a care record that came before its message, or before
  // its
  // author's certificate or card
  Early = 35,
  // message id ‖ agency id → why that agency's node does not show a message of ours
  HoldReported = 36,
  // message id ‖ staff id → nothing: that person was given its text
  Reader = 37,
  // message id ‖ agency id → when: that agency is not known to have a message of ours within its lifetime
  Undeliverable = 38,
  // end of a message's lifetime ‖ message id ‖ agency id → nothing
  Lifetime = 39,

  // agency id ‖ lane ‖ number → outbox item
  Outbox = 40,
  // agency id ‖ session id ‖ message number → envelope sent and not acknowledged
  InFlight = 41,
  // envelope hash → what it carried
  EnvelopeSent = 42,
  // envelope hash → expiry ‖ sender: envelopes received
  EnvelopeSeen = 43,
  // agency id ‖ record id, or hash of a certificate, end or card → nothing: what a peer holds already;
  // agency id ‖ hash of a team id → fingerprint of a ledger that the peer holds in full
  PeerHolds = 44,
  // envelope hash ‖ agency id of a carrier → when it took the envelope
  Deposit = 45,
  // agency id of a carrier ‖ recall tag → recall key that it is still to be shown
  Recall = 46,
  // agency id ‖ number → envelope kept for that agency, without its bytes
  Carried = 47,
  // envelope hash → its bytes and place, or that it was handed over
  CarriedEnvelope = 48,
  // recall tag ‖ envelope hash → nothing: of what is kept
  CarriedTag = 49,

  // entry number → audit entry
  Audit = 50,
  // entry number → what an entry's commitments hide
  AuditDetail = 51,
  // message id ‖ agency id → disclosure
  Disclosure = 52,
  // entry number → signed head of the audit trail
  AuditHead = 53,
  // agency id ‖ entry number → own head that this agency's node witnessed, with its signature
  AuditWitness = 54,
  // agency id ‖ incarnation ‖ entry number → another node's signed head
  HeldHead = 55,
  // agency id ‖ incarnation ‖ entry number → two heads that do not fit each other
  HeadConflict = 56,

  // agency id ‖ introducer's agency id → what that introducer said of that agency, and the secrets it gave
  Introduction = 60,
  // smaller agency id ‖ larger agency id → the secret that this node gave the two as an introducer
  IntroductionGiven = 61,
  // agency id → nothing: its newer whereabouts are to be passed on a little later
  ToPassOn = 70,
  // key of `Early` → since when it waits ‖ id of the agency that sent it
  EarlySince = 80,
  // depositor's agency id → how many envelopes and bytes of its are kept
  CarriedAmount = 81,
  // team id ‖ place in care::Form ‖ message id → nothing: what a message that is shown here says in fields
  Form = 90,
  // message id ‖ step ‖ author's agency id → id of the record that states this step of its escalation
  EscalationStep = 91,
  // id of the message that forwards another → which other, and to which agency
  Forward = 92,
  // message id ‖ id of a message that forwards it → nothing
  ForwardOf = 93,
  // message id → what this node knows of its escalation, while it may have to drive it
  Escalation = 94,
  // team id ‖ what is followed ‖ … → 01 once it was told that its deadline has passed
  // (core/engine/due/followed.hpp)
  Followed = 95,
};

struct TableName {
  Table table;
  std::string_view name;
};

inline constexpr std::array kTables{
    TableName{Table::Node, "node"},
    TableName{Table::Staff, "staff"},
    TableName{Table::Certificate, "certificate"},
    TableName{Table::CertificateEnd, "certificate_end"},
    TableName{Table::Card, "card"},
    TableName{Table::Contact, "contact"},
    TableName{Table::Invitation, "invitation"},
    TableName{Table::Acceptance, "acceptance"},
    TableName{Table::Prekey, "prekey"},
    TableName{Table::Session, "session"},
    TableName{Table::Peer, "peer"},
    TableName{Table::SkippedKey, "skipped_key"},
    TableName{Table::Record, "record"},
    TableName{Table::Tombstone, "tombstone"},
    TableName{Table::Governance, "governance"},
    TableName{Table::GovernanceWaiting, "governance_waiting"},
    TableName{Table::Team, "team"},
    TableName{Table::ShownHeads, "shown_heads"},
    TableName{Table::RecordNumber, "record_number"},
    TableName{Table::CatchUp, "catch_up"},
    TableName{Table::CatchUpWanted, "catch_up_wanted"},
    TableName{Table::Message, "message"},
    TableName{Table::Inbox, "inbox"},
    TableName{Table::Receipt, "receipt"},
    TableName{Table::Call, "call"},
    TableName{Table::Held, "held"},
    TableName{Table::Early, "early"},
    TableName{Table::HoldReported, "hold_reported"},
    TableName{Table::Reader, "reader"},
    TableName{Table::Undeliverable, "undeliverable"},
    TableName{Table::Lifetime, "lifetime"},
    TableName{Table::Outbox, "outbox"},
    TableName{Table::InFlight, "in_flight"},
    TableName{Table::EnvelopeSent, "envelope_sent"},
    TableName{Table::EnvelopeSeen, "envelope_seen"},
    TableName{Table::PeerHolds, "peer_holds"},
    TableName{Table::Deposit, "deposit"},
    TableName{Table::Recall, "recall"},
    TableName{Table::Carried, "carried"},
    TableName{Table::CarriedEnvelope, "carried_envelope"},
    TableName{Table::CarriedTag, "carried_tag"},
    TableName{Table::Audit, "audit"},
    TableName{Table::AuditDetail, "audit_detail"},
    TableName{Table::Disclosure, "disclosure"},
    TableName{Table::AuditHead, "audit_head"},
    TableName{Table::AuditWitness, "audit_witness"},
    TableName{Table::HeldHead, "held_head"},
    TableName{Table::HeadConflict, "head_conflict"},
    TableName{Table::Introduction, "introduction"},
    TableName{Table::IntroductionGiven, "introduction_given"},
    TableName{Table::ToPassOn, "to_pass_on"},
    TableName{Table::EarlySince, "early_since"},
    TableName{Table::CarriedAmount, "carried_amount"},
    TableName{Table::Form, "form"},
    TableName{Table::EscalationStep, "escalation_step"},
    TableName{Table::Forward, "forward"},
    TableName{Table::ForwardOf, "forward_of"},
    TableName{Table::Escalation, "escalation"},
    TableName{Table::Followed, "followed"},
};

}  // namespace tasuki
