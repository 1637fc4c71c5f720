#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/audit/trail.hpp"
#include "tests/support/world_agency.hpp"

namespace tasuki::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Nobody reads without a trace (design §2): whatever gives a person a message's text leaves an entry that
/// names both.
class Readers : public testing::Test {
 protected:
  Readers() {
    office_.pair_with(hospital_);
    const auto team = office_.found_team({&hospital_});
    office_.consent(team, {"symptoms"}, {&hospital_});
    message_ = office_.send(team, "眠れていない");
    colleague_ = hospital_.hire("鈴木", "ward-nurse", "colleague's passphrase");
  }

  void let_colleague_in() { hospital_.log_in(to_hex(as_bytes(colleague_)), "colleague's passphrase"); }

  std::vector<proto::api::MessageAnswer> list(bool texts, bool by_search = false) {
    proto::api::Request request;
    if (by_search) {
      request.mutable_search()->set_text("眠れ");
      request.mutable_search()->set_texts(texts);
    } else {
      request.mutable_inbox()->set_texts(texts);
    }
    std::vector<proto::api::MessageAnswer> lines;
    for (const auto& response : hospital_.ask(std::move(request))) {
      if (response.has_message()) lines.push_back(response.message());
    }
    return lines;
  }
  /// Who was shown the message, in the order of the hospital's trail: staff ids.
  std::vector<std::string> readers(WorldAgency& agency) {
    std::vector<std::string> staff;
    agency.node().prepare([&](Transaction& transaction) {
      for (std::uint64_t number = 1; number <= audit::tail(transaction).number; ++number) {
        const auto open = audit::find_entry(transaction, number);
        if (open->entry.kind != "message-shown") continue;
        for (const auto& mention : open->entry.mentions) {
          if (mention.what == "by-staff") staff.push_back(to_string(mention.id));
        }
      }
    });
    return staff;
  }

  World world_;
  WorldAgency office_{world_, "office", "consultation-support"};
  WorldAgency hospital_{world_, "hospital"};
  std::string message_;
  std::string colleague_;
};

TEST_F(Readers, AListWithoutTextsShowsNoneAndLeavesNoEntry) {
  ASSERT_EQ(list(false).size(), 1u);
  EXPECT_TRUE(list(false)[0].body().empty());
  EXPECT_TRUE(list(false)[0].text_left_out());
  EXPECT_TRUE(list(false, true)[0].body().empty());
  EXPECT_THAT(readers(hospital_), IsEmpty());
}

TEST_F(Readers, AListWithTextsLeavesOneEntryPerReader) {
  EXPECT_EQ(list(true)[0].body(), "眠れていない");
  EXPECT_EQ(list(true, true)[0].body(), "眠れていない");
  EXPECT_EQ(readers(hospital_).size(), 1u) << "the first time counts";
  let_colleague_in();
  list(true, true);
  ASSERT_EQ(readers(hospital_).size(), 2u);
  EXPECT_EQ(readers(hospital_)[1], colleague_);
}

TEST_F(Readers, WhoeverOpensItFirstIsNamedByTheReceiptAndMayReadItAgain) {
  hospital_.act(message_, "open");
  EXPECT_EQ(list(false)[0].body(), "眠れていない");
  EXPECT_THAT(readers(hospital_), IsEmpty());
}

TEST_F(Readers, ASecondReaderIsOnTheTrailThoughNoSecondReceiptIsGiven) {
  hospital_.act(message_, "open");
  let_colleague_in();
  EXPECT_TRUE(list(false)[0].text_left_out()) << "what a colleague opened is not open to everybody";
  const auto opened = hospital_.act(message_, "open");
  EXPECT_EQ(opened.act().message().body(), "眠れていない");
  EXPECT_TRUE(opened.act().receipt_id().empty());
  EXPECT_THAT(readers(hospital_), ElementsAre(colleague_));
  EXPECT_EQ(list(false)[0].body(), "眠れていない");
}

TEST_F(Readers, WhoWroteItIsNotCountedAsAReader) {
  EXPECT_EQ(office_.act(message_, "open").act().message().body(), "眠れていない");
  EXPECT_THAT(readers(office_), IsEmpty());
}

}  // namespace
}  // namespace tasuki::test
