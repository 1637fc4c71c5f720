#include "core/care/receipt.hpp"

#include <gtest/gtest.h>

#include "core/base/protobuf.hpp"
#include "core/base/vocabulary.hpp"
#include "proto/records.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;
using enum ReceiptState;

constexpr ReceiptState kStates[] = {Delivered, Opened, Accepted, Declined, Closed};

Receipt example() { return {from_millis(1'771'000'060'000), id<RecordId>(0xaa), Accepted, "行きます"}; }

TEST(ReceiptPayload, IsTheBytesOfTheDocument) {
  EXPECT_EQ(to_hex(*serialize(example())), test::protocol_example("receipt"));
}

TEST(ReceiptPayload, ComesBackAsItWas) {
  for (const auto state : kStates) {
    auto receipt = example();
    receipt.state = state;
    const auto back = parse_receipt(*serialize(receipt));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->state, state);
    EXPECT_EQ(back->message, id<RecordId>(0xaa));
    EXPECT_EQ(back->note, "行きます");
    EXPECT_EQ(back->stated_at, example().stated_at);
  }
}

TEST(ReceiptPayload, IsRefusedWithoutAStateItKnows) {
  for (const int state : {0, 6, -1, 257, 258}) {
    proto::record::Receipt payload;
    payload.set_stated_at(1);
    payload.set_message(id<RecordId>(1).str());
    payload.set_state(static_cast<proto::record::ReceiptState>(state));
    EXPECT_TRUE(parse_receipt(serialize_message(payload)).error().is(CareError::UnknownCode)) << state;
  }
}

TEST(ReceiptPayload, IsRefusedWithoutAMessageOrATimeOrWithANoteTooLong) {
  proto::record::Receipt payload;
  payload.set_stated_at(1);
  payload.set_state(proto::record::OPENED);
  EXPECT_TRUE(parse_receipt(serialize_message(payload)).error().is(CareError::MalformedPayload));
  payload.set_message(id<RecordId>(1).str());
  EXPECT_TRUE(parse_receipt(serialize_message(payload)));
  payload.set_note(std::string(kMaxNote + 1, 'x'));
  EXPECT_TRUE(parse_receipt(serialize_message(payload)).error().is(CareError::TextTooLong));
  payload.clear_note();
  payload.clear_stated_at();
  EXPECT_TRUE(parse_receipt(serialize_message(payload)).error().is(CareError::BadTime));
  EXPECT_FALSE(parse_receipt(as_bytes("\xff\xff")));
}

TEST(Receipts, WhoHasDeclinedHasNotTakenItOn) {
  EXPECT_FALSE(has_taken_on({}));
  EXPECT_FALSE(has_taken_on({Delivered, Opened}));
  EXPECT_TRUE(has_taken_on({Delivered, Accepted}));
  EXPECT_TRUE(has_taken_on({Delivered, Opened, Closed}));
  EXPECT_FALSE(has_taken_on({Delivered, Accepted, Declined}));
  EXPECT_TRUE(has_taken_on({Delivered, Accepted, Declined, Closed})) << "what is done is done";
}

std::string result_of(const ReceiptsSoFar& so_far, ReceiptState next) {
  const auto checked = check_transition(so_far, next);
  return checked ? "ok" : std::string(checked.error().name());
}

TEST(Transitions, AreThoseOfTheTable) {
  const std::string ok = "ok", wrong = "wrong-transition", again = "already-stated";
  const struct {
    std::set<ReceiptState> states;
    std::string next[5];  // delivered, opened, accepted, declined, closed
  } rows[] = {
      {{}, {ok, wrong, wrong, wrong, wrong}},
      {{Delivered}, {again, ok, ok, ok, wrong}},
      {{Delivered, Opened}, {again, again, ok, ok, ok}},
      {{Delivered, Accepted}, {again, ok, again, ok, ok}},
      {{Delivered, Opened, Accepted}, {again, again, again, ok, ok}},
      {{Delivered, Declined}, {again, ok, wrong, again, wrong}},
      {{Delivered, Opened, Accepted, Declined}, {again, again, again, again, wrong}},
      {{Delivered, Opened, Closed}, {again, again, wrong, wrong, again}},
      {{Delivered, Accepted, Closed}, {again, ok, again, wrong, again}},
      {{Opened}, {ok, again, wrong, wrong, wrong}},
  };
  for (const auto& row : rows) {
    for (const auto next : kStates) {
      EXPECT_EQ(result_of({row.states, false, false}, next), row.next[static_cast<int>(next) - 1])
          << receipt_state_code(next) << " after " << row.states.size();
    }
  }
}

TEST(Transitions, APhoneMessageIsNotClosedWithoutACallRecord) {
  const std::set<ReceiptState> all{Delivered, Opened, Accepted};
  EXPECT_EQ(result_of({all, true, false}, Closed), "call-record-missing");
  EXPECT_EQ(result_of({all, true, true}, Closed), "ok");
  EXPECT_EQ(result_of({{Delivered}, true, true}, Closed), "wrong-transition");
  EXPECT_EQ(result_of({{Delivered}, true, false}, Accepted), "ok");
}

TEST(Transitions, WhoeverAcceptedAPhoneMessageClosesItByWhatCameOfIt) {
  const auto closing = [](const std::set<ReceiptState>& states) {
    return result_of({.states = states, .phone = true, .says_outcome = true}, Closed);
  };
  EXPECT_EQ(closing({Delivered, Opened, Accepted}), "ok");
  EXPECT_EQ(closing({Delivered, Opened}), "call-record-missing") << "nobody has taken it on";
  EXPECT_EQ(closing({Delivered, Accepted, Declined}), "wrong-transition");
}

TEST(Receipts, TheNodeStatesDeliveryAndPeopleTheRest) {
  for (const auto state : kStates) {
    EXPECT_EQ(check_receipt_author(state, true).has_value(), state != Delivered);
    EXPECT_EQ(check_receipt_author(state, false).has_value(), state == Delivered);
  }
}

TEST(Receipts, TheFurthestIsShown) {
  EXPECT_FALSE(furthest({}));
  EXPECT_EQ(furthest({Delivered, Opened}), Opened);
  EXPECT_EQ(furthest({Declined, Delivered, Accepted}), Declined);
}

TEST(Receipts, CodesAndActsAreThoseOfTheVocabulary) {
  for (const auto state : kStates) {
    EXPECT_TRUE(vocabulary::is_known(vocabulary::List::ReceiptState, receipt_state_code(state)));
    EXPECT_EQ(receipt_state_from(receipt_state_code(state)), state);
  }
  EXPECT_FALSE(receipt_state_from("read"));
  EXPECT_EQ(state_of_act("decline"), Declined);
  EXPECT_FALSE(state_of_act("delivered"));
}

}  // namespace
}  // namespace tasuki::care
