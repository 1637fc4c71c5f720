// What messages say in fields: each form there and back, and what nobody takes.
#include "core/care/form/form.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/care/message.hpp"
#include "proto/records.pb.h"
#include "tests/support/protocol_document.hpp"
#include "tests/unit/care/team_fixture.hpp"

namespace tasuki::care {
namespace {

using namespace fixture;

const auto kSign = id<RecordId>(0x51);
const Time kMonday = from_millis(1'771'000'000'000);

SignDefinition some_sign() {
  return {.sign = std::nullopt,
          .what = "三日つづけて眠れない",
          .threshold = {"", 0, 3, 3},
          .noticed_by = {kNurses},
          .view = "objective",
          .stage = "yellow"};
}
Observation some_observation() { return {kSign, 20'497, true, 0}; }
Alert some_alert() { return {kSign, 20'497, 20'499, "yellow", {id<RecordId>(1), id<RecordId>(2)}}; }
PlanPart some_plan() {
  return {2,
          20'600,
          {{"stage-red", {{"agency", kHospital, "", "", "病棟へ電話する"}}},
           {"contacts", {{"contact", kHospital, "night", "045-000-0001", ""}}}}};
}
Handoff some_handoff() {
  return {.window = "weekend",
          .from = kMonday,
          .until = kMonday + std::chrono::hours(60),
          .identify = "みどり訪問看護",
          .situation = "水をよく飲む",
          .open = {id<RecordId>(3)},
          .read_back = true};
}
Forward some_forward() { return {id<RecordId>(4), 2, kNurses, kMonday, {kHospital, kNurses}}; }
Words some_words() { return {id<RecordId>(5), {{"violence", "手が出そうなとき"}}}; }

std::vector<Form> every_form() {
  return {Form(),
          some_words(),
          some_sign(),
          some_observation(),
          some_alert(),
          some_plan(),
          some_handoff(),
          some_forward(),
          Milestone{"discharge", 20'400}};
}

TEST(Forms, EachComesBackAsItWas) {
  ASSERT_EQ(every_form().size(), std::variant_size_v<Form>);
  for (const auto& form : every_form()) {
    EXPECT_TRUE(check(form)) << form.index();
    proto::record::Form out;
    write(form, out);
    const auto back = read(out);
    ASSERT_TRUE(back) << form.index();
    EXPECT_EQ(*back, form) << form.index();
  }
}

TEST(Forms, AFormOfALaterVersionIsNone) {
  proto::record::Form out;
  out.GetReflection()->MutableUnknownFields(&out)->AddLengthDelimited(99, "x");
  EXPECT_EQ(*read(out), Form());
}

TEST(Forms, AreTheBytesOfTheDocument) {
  const auto bytes = [](const Form& form) {
    proto::record::Form out;
    write(form, out);
    return to_hex(as_bytes(out.SerializeAsString()));
  };
  EXPECT_EQ(bytes(some_sign()), test::protocol_example("sign-definition"));
  EXPECT_EQ(bytes(some_alert()), test::protocol_example("alert"));
  const Handoff handoff{.window = "night",
                        .from = from_millis(1'771'000'000'000),
                        .until = from_millis(1'771'028'800'000),
                        .situation = "落ち着いている",
                        .open = {RecordId(id<RecordId>(0x64))},
                        .read_back = true};
  EXPECT_EQ(bytes(handoff), test::protocol_example("handoff"));
  EXPECT_EQ(bytes(Milestone{"discharge", 20'497}), test::protocol_example("milestone"));
}

/// Breaks a form, and is refused.
template <class Shape>
void expect_refused(const Shape& whole, std::vector<std::function<void(Shape&)>> breaks) {
  ASSERT_TRUE(check(whole));
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    auto broken = whole;
    breaks[i](broken);
    EXPECT_FALSE(check(broken)) << i;
  }
}

TEST(Forms, ASignSaysWhatHowMuchHowLongAndWhichStage) {
  expect_refused<SignDefinition>(
      some_sign(), {[](auto& s) { s.what.clear(); }, [](auto& s) { s.what.assign(kMaxSignText + 1, 'x'); },
                    [](auto& s) { s.threshold.days = 0; }, [](auto& s) { s.threshold.days = 4; },
                    [](auto& s) { s.threshold.within_days = kMaxSignDays + 1; },
                    [](auto& s) { s.threshold.at_least = 4'000; }, [](auto& s) { s.threshold.unit = "a\nb"; },
                    [](auto& s) { s.stage = "green"; }, [](auto& s) { s.view = "Objective"; },
                    [](auto& s) { s.ended = true; }});
}

TEST(Forms, ObservationsAndAlertsHaveDaysThatThereAre) {
  expect_refused<Observation>(
      some_observation(), {[](auto& o) { o.day = 0; }, [](auto& o) { o.day = -5; },
                           [](auto& o) { o.day = 100'000; }, [](auto& o) { o.value = kMaxMeasured + 1; }});
  expect_refused<Alert>(
      some_alert(), {[](auto& a) { a.last_day = a.first_day - 1; },
                     [](auto& a) { std::swap(a.observations[0], a.observations[1]); },
                     [](auto& a) { a.observations[1] = a.observations[0]; }, [](auto& a) { a.stage = ""; }});
}

TEST(Forms, APlanHasEachSectionOnceAndNoEmptyLine) {
  expect_refused<PlanPart>(some_plan(), {[](auto& p) { p.version = 0; }, [](auto& p) { p.sections.clear(); },
                                         [](auto& p) { p.sections.push_back(p.sections[0]); },
                                         [](auto& p) { p.sections[0].code = "stage-green"; },
                                         [](auto& p) { p.sections[0].steps.clear(); },
                                         [](auto& p) { p.sections[0].steps[0].text.clear(); },
                                         [](auto& p) { p.sections[1].steps[0].number = "病棟"; }});
}

TEST(Forms, AHandoffSaysForWhenAndWhatTheSituationIs) {
  expect_refused<Handoff>(
      some_handoff(),
      {[](auto& h) { h.situation.clear(); }, [](auto& h) { h.until = h.from; },
       [](auto& h) { h.window = "Night"; }, [](auto& h) { h.background.assign(kMaxHandoffText + 1, 'x'); },
       [](auto& h) { h.open.push_back(h.open[0]); }});
}

TEST(Forms, WordsForwardsAndMilestonesAreWhole) {
  expect_refused<Words>(some_words(),
                        {[](auto& w) { w.words.clear(); }, [](auto& w) { w.words[0].key.clear(); },
                         [](auto& w) { w.words[0].text.clear(); }});
  expect_refused<Forward>(some_forward(), {[](auto& f) { f.step = 0; }, [](auto& f) { f.holders.clear(); },
                                           [](auto& f) { std::swap(f.holders[0], f.holders[1]); }});
  expect_refused<Milestone>({"discharge", 1},
                            {[](auto& m) { m.what = "Left!"; }, [](auto& m) { m.day = 0; }});
}

TEST(Forms, TravelInAMessageAndAreFoundByTheirWords) {
  Message message;
  message.stated_at = kMonday;
  message.categories = {"warning-sign"};
  message.kind = "handoff";
  message.body = "週末の申し送り";
  message.accept_by = kMonday + std::chrono::minutes(10);
  message.form = some_handoff();
  message.recipients = {{kHospital, {consent_id(11)}}};
  message.heads = {id<RecordId>(0x64)};
  const auto back = parse_message(*serialize(message));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->form, message.form);
  EXPECT_EQ(back->accept_by, message.accept_by);
  EXPECT_EQ(texts_of(*back), "週末の申し送り\nみどり訪問看護\n水をよく飲む");
  message.form = Handoff{};
  EXPECT_FALSE(serialize(message));
}

TEST(Forms, ANodeAloneSaysOnlyWhatAThresholdOrADeadlineBrings) {
  Message message;
  EXPECT_FALSE(may_be_by_node(message));
  message.form = some_alert();
  EXPECT_TRUE(may_be_by_node(message));
  message.form = Alert{kSign, 20'497, 20'497, "red", {}};
  EXPECT_FALSE(may_be_by_node(message)) << "somebody reported it, so somebody signs it";
  message.form = some_forward();
  EXPECT_TRUE(may_be_by_node(message));
  message.form = some_handoff();
  EXPECT_FALSE(may_be_by_node(message));
}

}  // namespace
}  // namespace tasuki::care
