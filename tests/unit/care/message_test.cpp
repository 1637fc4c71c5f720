#include "core/care/message.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/base/protobuf.hpp"
#include "proto/records.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;
using Payload = proto::record::Message;

/// The example of docs/protocol.md section 11.1.
Message example() {
  Message message;
  message.stated_at = from_millis(1'771'000'000'000);
  message.categories = {"sleep-meals", "warning-sign"};
  message.urgency = Urgency::Phone;
  message.body = "眠れていない";
  message.observed_at = from_millis(1'770'990'000'000);
  message.basis = "observed";
  message.kind = "alert";
  message.ask = "電話してください";
  message.ask_by = from_millis(1'771'003'600'000);
  message.answers = id<RecordId>(0xaa);
  message.recipients = {{kHospital, {consent_id(11), consent_id(12)}}, {kNurses, {consent_id(11)}}};
  message.heads = {id<RecordId>(0x64)};
  return message;
}

Payload payload() { return *tasuki::parse_message<Payload>(*serialize(example())); }

TEST(MessagePayload, IsTheBytesOfTheDocument) {
  EXPECT_EQ(to_hex(*serialize(example())), test::protocol_example("message"));
}

TEST(MessagePayload, ComesBackAsItWas) {
  const auto back = parse_message(*serialize(example()));
  ASSERT_TRUE(back) << back.error().name();
  EXPECT_EQ(back->body, "眠れていない");
  EXPECT_EQ(back->urgency, Urgency::Phone);
  EXPECT_EQ(back->ask_by, example().ask_by);
  EXPECT_EQ(back->find(kNurses)->consents, std::vector{consent_id(11)});
  EXPECT_EQ(back->find(kActivity), nullptr);
  EXPECT_EQ(*serialize(*back), *serialize(example()));
}

TEST(MessagePayload, OfAQuestionNamesWhoOwesTheAnswer) {
  auto message = example();
  message.owner = kNurses;
  EXPECT_EQ(to_hex(*serialize(message)), test::protocol_example("message") + test::protocol_example("owner"));
  EXPECT_EQ(parse_message(*serialize(message))->owner, kNurses);
  message.owner = kActivity;
  EXPECT_TRUE(serialize(message).error().is(CareError::OwnerNotARecipient));
  message.owner = kNurses;
  message.ask.clear();
  message.ask_by.reset();
  EXPECT_TRUE(serialize(message).error().is(CareError::OwnerWithoutAsk));
}

TEST(MessagePayload, ABodyMayBeEmptyOr64KibAndNoMore) {
  auto message = example();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kMaxBody}) {
    message.body = std::string(size, 'x');
    const auto bytes = serialize(message);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(parse_message(*bytes)->body.size(), size);
  }
  message.body.push_back('x');
  EXPECT_TRUE(serialize(message).error().is(CareError::BodyTooLong));
}

TEST(MessagePayload, LettersStayWhatTheyAre) {
  for (const std::string body : {"斎藤", "齋藤", "斉藤", "半角ｶﾅ", "🙂", "a\nb\tc"}) {
    auto message = example();
    message.body = body;
    EXPECT_EQ(parse_message(*serialize(message))->body, body);
  }
}

struct Row {
  const char* what;
  CareError error;
  std::function<void(Message&)> spoil;
};

const Row kRows[] = {
    {"a body that is not UTF-8", CareError::NotUtf8, [](Message& m) { m.body = "\xff"; }},
    {"an ask that is not UTF-8", CareError::NotUtf8, [](Message& m) { m.ask = "\xc0\x80"; }},
    {"an ask too long", CareError::TextTooLong, [](Message& m) { m.ask = std::string(kMaxAsk + 1, 'x'); }},
    {"a reason too long", CareError::TextTooLong,
     [](Message& m) { m.override_reason = std::string(kMaxOverrideReason + 1, 'x'); }},
    {"no category", CareError::NoCategory, [](Message& m) { m.categories.clear(); }},
    {"an unknown category", CareError::UnknownCategory, [](Message& m) { m.categories = {"zodiac"}; }},
    {"an urgency that is none", CareError::UnknownUrgency, [](Message& m) { m.urgency = Urgency{3}; }},
    {"another purpose", CareError::UnknownPurpose, [](Message& m) { m.purpose = "research"; }},
    {"no purpose", CareError::UnknownPurpose, [](Message& m) { m.purpose.clear(); }},
    {"no kind", CareError::UnknownCode, [](Message& m) { m.kind.clear(); }},
    {"a kind that is no code", CareError::UnknownCode, [](Message& m) { m.kind = "Status!"; }},
    {"a basis that is no code", CareError::UnknownCode, [](Message& m) { m.basis = "本人"; }},
    {"no time", CareError::BadTime, [](Message& m) { m.stated_at = from_millis(0); }},
    {"a time before 1970", CareError::BadTime, [](Message& m) { m.stated_at = from_millis(-1); }},
    {"a time after 2200", CareError::BadTime,
     [](Message& m) { m.stated_at = from_millis(7'258'118'400'000); }},
    {"observed before 1970", CareError::BadTime, [](Message& m) { m.observed_at = from_millis(-5); }},
    {"a deadline in no year", CareError::BadTime, [](Message& m) { m.ask_by = from_millis(INT64_MAX); }},
    {"a deadline for nothing", CareError::DeadlineWithoutAsk, [](Message& m) { m.ask.clear(); }},
    {"nobody to read it", CareError::NoRecipient, [](Message& m) { m.recipients.clear(); }},
    {"a recipient twice", CareError::NotOrdered, [](Message& m) { m.recipients[1] = m.recipients[0]; }},
    {"recipients out of order", CareError::NotOrdered,
     [](Message& m) { std::swap(m.recipients[0], m.recipients[1]); }},
    {"consents out of order", CareError::NotOrdered,
     [](Message& m) { std::swap(m.recipients[0].consents[0], m.recipients[0].consents[1]); }},
    {"a recipient without consent", CareError::NoConsentNamed,
     [](Message& m) { m.recipients[1].consents.clear(); }},
    {"no head", CareError::NoHead, [](Message& m) { m.heads.clear(); }},
    {"a head twice", CareError::NotOrdered, [](Message& m) { m.heads.push_back(m.heads[0]); }},
    {"too many heads", CareError::TooMany, [](Message& m) { m.heads.resize(kMaxHeads + 1); }},
    {"too many recipients", CareError::TooMany, [](Message& m) { m.recipients.resize(kMaxRecipients + 1); }},
    {"too many consents", CareError::TooMany,
     [](Message& m) { m.recipients[0].consents.resize(kMaxConsentsPerRecipient + 1); }},
};

TEST(MessagePayload, IsNotMadeWhereItWouldNotBeTaken) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(row.what);
    auto message = example();
    row.spoil(message);
    const auto bytes = serialize(message);
    ASSERT_FALSE(bytes);
    EXPECT_TRUE(bytes.error().is(row.error)) << bytes.error().name();
  }
}

TEST(MessagePayload, UnderAnOverrideARecipientNeedsNoConsent) {
  auto message = example();
  message.override_reason = "屋上にいる";
  message.recipients[1].consents.clear();
  const auto back = parse_message(*serialize(message));
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->is_override());
  EXPECT_EQ(legal_basis(*back, kHospital), "consent");
  EXPECT_EQ(legal_basis(*back, kNurses), "life-protection");
  EXPECT_EQ(legal_basis(*back, kActivity), "");
}

struct WireRow {
  const char* what;
  CareError error;
  std::function<void(Payload&)> spoil;
};

const WireRow kWireRows[] = {
    {"no urgency", CareError::UnknownUrgency, [](Payload& p) { p.clear_urgency(); }},
    {"an urgency that is phone once cut to a byte", CareError::UnknownUrgency,
     [](Payload& p) { p.set_urgency(static_cast<proto::record::Urgency>(257)); }},
    {"a negative urgency", CareError::UnknownUrgency,
     [](Payload& p) { p.set_urgency(static_cast<proto::record::Urgency>(-255)); }},
    {"categories out of order", CareError::NotOrdered,
     [](Payload& p) { p.mutable_category()->SwapElements(0, 1); }},
    {"a category twice", CareError::NotOrdered, [](Payload& p) { p.add_category("warning-sign"); }},
    {"a short agency id", CareError::MalformedPayload,
     [](Payload& p) { p.mutable_recipient(0)->set_agency_id("x"); }},
    {"a long consent id", CareError::MalformedPayload,
     [](Payload& p) { p.mutable_recipient(0)->set_consent(0, std::string(33, 'x')); }},
    {"a short head", CareError::MalformedPayload, [](Payload& p) { p.set_head(0, "x"); }},
    {"a short answer id", CareError::MalformedPayload, [](Payload& p) { p.set_answers("x"); }},
    {"a body too long", CareError::BodyTooLong,
     [](Payload& p) { p.set_body(std::string(kMaxBody + 1, 'x')); }},
    {"no purpose", CareError::UnknownPurpose, [](Payload& p) { p.clear_purpose(); }},
};

TEST(MessagePayload, FromOutsideIsCheckedAsStrictly) {
  for (const WireRow& row : kWireRows) {
    SCOPED_TRACE(row.what);
    auto spoiled = payload();
    row.spoil(spoiled);
    const auto message = parse_message(serialize_message(spoiled));
    ASSERT_FALSE(message);
    EXPECT_TRUE(message.error().is(row.error)) << message.error().name();
  }
}

TEST(MessagePayload, CutAnywhereItIsRefusedOrStillWhole) {
  const Bytes bytes = *serialize(example());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto message = parse_message(ByteView(bytes).first(size));
    if (message) EXPECT_FALSE(message->heads.empty());
  }
  EXPECT_FALSE(parse_message({}));
}

TEST(MessagePayload, AKindFromANewerProgramIsTakenButNotMade) {
  auto newer = payload();
  newer.set_kind("from-the-future");
  newer.set_basis("by-wearable");
  const auto message = parse_message(serialize_message(newer));
  ASSERT_TRUE(message);
  EXPECT_EQ(message->kind, "from-the-future");
  EXPECT_TRUE(serialize(*message).error().is(CareError::UnknownCode));
}

TEST(MessagePayload, AnUnknownFieldIsIgnored) {
  Bytes bytes = *serialize(example());
  append(bytes, Bytes{0xfa, 0x01, 0x03, 'n', 'e', 'w'});  // field 31, three bytes
  EXPECT_TRUE(parse_message(bytes));
}

TEST(Urgency, HasTwoCodesAndNoThird) {
  EXPECT_EQ(urgency_from("phone"), Urgency::Phone);
  EXPECT_EQ(urgency_from(urgency_code(Urgency::Message)), Urgency::Message);
  EXPECT_FALSE(urgency_from("urgent"));
  EXPECT_FALSE(urgency_from(""));
}

}  // namespace
}  // namespace tasuki::care
