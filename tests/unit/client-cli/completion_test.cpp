#include "client-cli/child.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/client-cli/program_run.hpp"

namespace tasuki::cli {
namespace {

using test::Words;

/// What bash offers for the last of `words`.
class Completion : public test::ProgramRun {
 protected:
  std::string offered(const std::string& words) {
    EXPECT_EQ(run_bare({"completion"}), 0);
    const auto script = file("completion.bash", out_.str());
    const auto end =
        run_child({"/bin/bash", "--norc", "-c",
                   "source " + script + "; COMP_WORDS=(" + words +
                       "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tasuki; echo \"${COMPREPLY[*]}\""},
                  {});
    EXPECT_EQ(end->err, "");
    return end->out;
  }
};

TEST_F(Completion, OffersVerbsThenTheirWords) {
  EXPECT_EQ(offered("tasuki con"), "contact consent\n");
  EXPECT_EQ(offered("tasuki consent g"), "grant\n");
  EXPECT_EQ(offered("tasuki --home /h --json call ''"), "next log\n");
}

TEST_F(Completion, OffersTheFlagsOfTheCommandAndTheCommonOnes) {
  EXPECT_EQ(offered("tasuki call log abcdef --n"), "--number --note\n");
  EXPECT_EQ(offered("tasuki call log abcdef --js"), "--json\n");
  EXPECT_EQ(offered("tasuki inbox --urg"), "\n");
}

TEST_F(Completion, OffersTheValuesOfAFixedList) {
  EXPECT_EQ(offered("tasuki send abcdef --urgency ''"), "phone message\n");
  EXPECT_EQ(offered("tasuki send abcdef --category s"), "sleep-meals symptoms substance support-plan\n");
  EXPECT_EQ(offered("tasuki send abcdef --category contact,mo"), "contact,money\n");
  EXPECT_EQ(offered("tasuki audit report abcdef --format h"), "html\n");
}

}  // namespace
}  // namespace tasuki::cli
