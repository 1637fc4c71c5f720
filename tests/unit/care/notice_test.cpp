#include "core/care/notice.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/care/call_record.hpp"
#include "core/care/note.hpp"
#include "core/care/receipt.hpp"
#include "proto/records.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

const RecordId kMessage = id<RecordId>(0xaa);

CallRecord call() {
  return {from_millis(1'771'000'120'000), kMessage, "03-0000-0001", "answered", "折り返し"};
}

TEST(CallRecordPayload, IsTheBytesOfTheDocument) {
  EXPECT_EQ(to_hex(*serialize(call())), test::protocol_example("call-record"));
}

TEST(CallRecordPayload, TakesAnyOutcomeOfTheList) {
  for (const std::string outcome : {"answered", "no-answer", "busy"}) {
    auto record = call();
    record.outcome = outcome;
    const auto back = parse_call_record(*serialize(record));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->outcome, outcome);
    EXPECT_EQ(back->number, "03-0000-0001");
    EXPECT_EQ(back->note, "折り返し");
  }
}

TEST(CallRecordPayload, NeedsANumberAndAKnownOutcome) {
  auto record = call();
  record.outcome = "voicemail";
  EXPECT_TRUE(serialize(record).error().is(CareError::UnknownCode));
  record = call();
  record.number.clear();
  EXPECT_TRUE(serialize(record).error().is(CareError::TextMissing));
  record.number = std::string(kMaxNumber + 1, '1');
  EXPECT_TRUE(serialize(record).error().is(CareError::TextTooLong));
  record.number = "03\x1b[2J";
  EXPECT_TRUE(serialize(record).error().is(CareError::ControlCharacter));
  EXPECT_FALSE(parse_call_record({}));
}

TEST(LabelPayload, IsOneLineThatSaysSomething) {
  const auto back = parse_label(*serialize(Label{kNow, "Aさん"}));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->person, "Aさん");
  EXPECT_TRUE(serialize(Label{kNow, ""}).error().is(CareError::TextMissing));
  EXPECT_TRUE(serialize(Label{kNow, "A\nB"}).error().is(CareError::ControlCharacter));
  EXPECT_TRUE(serialize(Label{kNow, std::string(kMaxLabel + 1, 'x')}).error().is(CareError::TextTooLong));
  EXPECT_TRUE(serialize(Label{from_millis(0), "A"}).error().is(CareError::BadTime));
}

TEST(ConsentNotePayload, ComesBackAsItWas) {
  const auto back = parse_consent_note(*serialize(ConsentNote{kNow, consent_id(11), "本人の希望\nで"}));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->about, consent_id(11));
  EXPECT_EQ(back->text, "本人の希望\nで");
  EXPECT_TRUE(serialize(ConsentNote{kNow, consent_id(11), "\xff"}).error().is(CareError::NotUtf8));
  EXPECT_FALSE(parse_consent_note({}));
}

TEST(OverrideNoticePayload, ComesBackAsItWas) {
  const OverrideNotice notice{kNow, kMessage, {kNurses, kHospital}, {"risk", "symptoms"}, "屋上にいる"};
  const auto back = parse_override_notice(*serialize(notice));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->recipients, notice.recipients);
  EXPECT_EQ(back->categories, notice.categories);
  EXPECT_EQ(back->reason, notice.reason);
}

TEST(OverrideNoticePayload, NeedsAReasonAndRecipientsAndCategories) {
  const OverrideNotice good{kNow, kMessage, {kHospital}, {"risk"}, "屋上にいる"};
  auto notice = good;
  notice.reason.clear();
  EXPECT_TRUE(serialize(notice).error().is(CareError::TextMissing));
  notice = good;
  notice.recipients.clear();
  EXPECT_TRUE(serialize(notice).error().is(CareError::NoRecipient));
  notice = good;
  notice.categories.clear();
  EXPECT_TRUE(serialize(notice).error().is(CareError::NoCategory));
  auto payload = *tasuki::parse_message<proto::record::OverrideNotice>(*serialize(good));
  payload.add_recipient(payload.recipient(0));
  EXPECT_TRUE(parse_override_notice(serialize_message(payload)).error().is(CareError::NotOrdered));
}

TEST(HoldNoticePayload, KnowsThreeReasons) {
  for (const auto reason : {HoldReason::Violation, HoldReason::EndedInFlight, HoldReason::StaleHeads}) {
    EXPECT_EQ(parse_hold_notice(*serialize(HoldNotice{kNow, kMessage, reason}))->reason, reason);
  }
  for (const int reason : {0, 4, 257}) {
    proto::record::HoldNotice payload;
    payload.set_stated_at(1);
    payload.set_message(kMessage.str());
    payload.set_reason(static_cast<proto::record::HoldReason>(reason));
    EXPECT_TRUE(parse_hold_notice(serialize_message(payload)).error().is(CareError::UnknownCode));
  }
}

/// The worked examples of docs/protocol.md, sections 11.4 to 11.6.
TEST(NoticePayloads, AreTheBytesOfTheDocument) {
  const Time stated = from_millis(1'771'000'180'000);
  EXPECT_EQ(to_hex(*serialize(Label{stated, "Aさん"})), test::protocol_example("label"));
  EXPECT_EQ(to_hex(*serialize(ConsentNote{stated, id<RecordId>(0x0b), "外来で"})),
            test::protocol_example("consent-note"));
  EXPECT_EQ(
      to_hex(*serialize(OverrideNotice{stated, kMessage, {kHospital, kNurses}, {"risk"}, "屋上にいる"})),
      test::protocol_example("override-notice"));
  EXPECT_EQ(to_hex(*serialize(HoldNotice{stated, kMessage, HoldReason::EndedInFlight})),
            test::protocol_example("hold-notice"));
}

}  // namespace
}  // namespace tasuki::care
