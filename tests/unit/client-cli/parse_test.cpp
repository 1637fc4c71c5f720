#include "client-cli/parse.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tasuki::cli {
namespace {

using Words = std::vector<std::string>;

std::string verb_of(const Words& words) {
  const auto parsed = parse(words);
  if (!parsed) return "error " + parsed.error().code + " " + parsed.error().subject;
  return parsed->command == nullptr ? "none" : std::string(parsed->command->verb);
}

Arguments arguments_of(const Words& words) {
  const auto parsed = parse(words);
  EXPECT_TRUE(parsed) << parsed.error().code << " " << parsed.error().subject;
  return parsed ? parsed->arguments : Arguments();
}

TEST(CommandTable, HoldsEveryCommandThatIsBuilt) {
  for (const auto* verb : {"init",
                           "status",
                           "staff add",
                           "staff list",
                           "staff disable",
                           "login",
                           "logout",
                           "whoami",
                           "contact invite",
                           "contact accept",
                           "contact introduce",
                           "contact list",
                           "contact show",
                           "contact verify",
                           "team create",
                           "team list",
                           "team show",
                           "team add",
                           "team remove",
                           "team coordinator",
                           "consent grant",
                           "consent refuse",
                           "consent confirm",
                           "consent withdraw",
                           "consent list",
                           "consent check",
                           "send",
                           "inbox",
                           "open",
                           "accept",
                           "decline",
                           "close",
                           "receipts",
                           "sign define",
                           "sign list",
                           "sign report",
                           "sign observe",
                           "call next",
                           "call log",
                           "search",
                           "watch",
                           "audit disclosures",
                           "audit verify",
                           "audit export",
                           "audit report"}) {
    EXPECT_TRUE(std::ranges::any_of(commands(), [&](const Command& c) { return c.verb == verb; })) << verb;
  }
}

TEST(CommandTable, CanRunEachOfItsCommandsAndSaysWhatItDoes) {
  for (const auto& command : commands()) {
    EXPECT_TRUE(command.run != nullptr || command.exchange.fill != nullptr) << command.verb;
    if (command.run == nullptr) {
      EXPECT_TRUE(command.exchange.json != nullptr && command.exchange.show != nullptr) << command.verb;
    }
    EXPECT_FALSE(command.help.japanese.empty() || command.help.english.empty()) << command.verb;
  }
}

TEST(CommandTable, NoFlagTakesAValueInOnePlaceAndNoneInAnother) {
  std::map<std::string_view, bool> seen;
  const auto look = [&seen](const Option& option) {
    const bool valued = option.takes != Takes::Nothing;
    EXPECT_EQ(seen.try_emplace(option.flag, valued).first->second, valued) << option.flag;
  };
  for (const auto& option : common_options()) look(option);
  for (const auto& command : commands()) std::ranges::for_each(command.options, look);
}

TEST(Parse, WhatIsNotBuiltYetIsAbsent) {
  for (const auto& words : {Words{"roster", "show"}, Words{"roster", "now"}}) {
    EXPECT_TRUE(verb_of(words).starts_with("error no-such-command")) << verb_of(words);
  }
}

TEST(Parse, AWordThatIsAlsoAVerbMayBeAnArgument) {
  EXPECT_EQ(arguments_of({"search", "status"}).one("TEXT"), "status");
  EXPECT_EQ(arguments_of({"login", "list"}).one("STAFF"), "list");
  EXPECT_EQ(arguments_of({"contact", "accept", "invite"}).one("CODE"), "invite");
  EXPECT_EQ(arguments_of({"team", "add", "list", "send"}).one("AGENCY"), "send");
}

TEST(Parse, CommonFlagsStandBeforeOrAfterTheVerb) {
  for (const auto& words :
       {Words{"--json", "--home", "/h", "contact", "list"},
        Words{"contact", "--json", "list", "--home", "/h"}, Words{"contact", "list", "--home=/h", "--json"},
        Words{"contact", "--home", "/h", "list", "--json"}}) {
    const auto arguments = arguments_of(words);
    EXPECT_TRUE(arguments.has("--json"));
    EXPECT_EQ(arguments.one("--home"), "/h");
    EXPECT_EQ(verb_of(words), "contact list");
  }
}

TEST(Parse, AValueMayLookLikeAFlagOrBeEmpty) {
  const Words send{"send", "abcdef", "--urgency", "message", "--category", "contact", "--body"};
  const auto with = [&send](const Words& more) {
    Words words = send;
    words.insert(words.end(), more.begin(), more.end());
    return arguments_of(words);
  };
  EXPECT_EQ(with({"--json"}).one("--body"), "--json");
  EXPECT_EQ(with({"-x"}).one("--body"), "-x");
  EXPECT_EQ(with({"--"}).one("--body"), "--");
  EXPECT_EQ(with({"--a=b"}).one("--body"), "--a=b");
  EXPECT_EQ(with({"[a,b]"}).one("--body"), "[a,b]");
  EXPECT_EQ(with({"{}"}).one("--body"), "{}");
  EXPECT_TRUE(with({""}).has("--body"));
  EXPECT_EQ(with({""}).one("--body"), "");
}

TEST(Parse, AnEmptyValueBehindAnEqualsSignDoesNotSwallowTheNextWord) {
  const auto arguments =
      arguments_of({"send", "abcdef", "--body=", "--urgency", "message", "--category=contact", "--json"});
  EXPECT_TRUE(arguments.has("--body"));
  EXPECT_EQ(arguments.one("--body"), "");
  EXPECT_TRUE(arguments.has("--json"));
}

TEST(Parse, BehindTwoDashesEverythingIsAnArgument) {
  EXPECT_EQ(arguments_of({"search", "--", "--json"}).one("TEXT"), "--json");
  EXPECT_FALSE(arguments_of({"search", "--", "--json"}).has("--json"));
}

TEST(Parse, ListsAreSplitAtCommasAndMayBeRepeated) {
  const auto arguments = arguments_of({"consent", "check", "abcdef", "--category", "contact,risk",
                                       "--category", "money", "--to", "さくら精神科病院,abcdef"});
  EXPECT_EQ(arguments.all("--category"), (Words{"contact", "risk", "money"}));
  EXPECT_EQ(arguments.all("--to"), (Words{"さくら精神科病院", "abcdef"}));
}

TEST(Parse, TheWordsOfAListMeanTheirCodes) {
  const auto arguments = arguments_of({"consent", "check", "abcdef", "--category", "服薬,睡眠・食事"});
  EXPECT_EQ(arguments.all("--category"), (Words{"medication", "sleep-meals"}));
}

TEST(Parse, SayingOftenWhatMayStandOnceIsWrong) {
  EXPECT_EQ(verb_of({"inbox", "--team", "a", "--team", "b"}), "error argument-twice --team");
  EXPECT_EQ(verb_of({"inbox", "--json", "--json"}), "inbox");
}

TEST(Parse, OfACommonFlagTheLastValueCounts) {
  EXPECT_EQ(arguments_of({"--home", "/a", "status", "--home", "/b"}).one("--home"), "/b");
}

struct Wrong {
  Words words;
  std::string code;
  std::string subject;
};

TEST(Parse, WrongUsageNamesWhatIsWrong) {
  const Words send{"send", "abcdef"};
  const std::vector<Wrong> kWrong = {
      {{}, "command-missing", ""},
      {{"--json"}, "command-missing", ""},
      {{"contact"}, "command-missing", "contact"},
      {{"frob"}, "no-such-command", "frob"},
      {{"contact", "frob"}, "no-such-command", "contact frob"},
      {{"status", "extra"}, "unknown-argument", "extra"},
      {{"status", "--frob"}, "unknown-argument", "--frob"},
      {{"status", "-x"}, "unknown-argument", "-x"},
      {{"--home"}, "value-missing", "--home"},
      {{"status", "--lang", "fr"}, "value-unknown", "--lang fr (ja, en)"},
      {{"login"}, "argument-missing", "STAFF"},
      {{"login", ""}, "value-empty", "STAFF"},
      {{"send", "abcdef", "--category", "risk", "--body", "x"}, "argument-missing", "--urgency"},
      {{"send", "abcdef", "--urgency", "phone", "--body", "x"}, "argument-missing", "--category"},
      {{"send", "abcdef", "--urgency", "urgent", "--category", "risk"},
       "value-unknown",
       "--urgency urgent (phone, message)"},
      {{"consent", "check", "abcdef", "--category", "risk,"}, "value-empty", "--category"},
      {{"consent", "grant", "abcdef", "--category", "risk", "--to", "team", "--on", "2026-02-01"},
       "argument-missing",
       "--obtained"},
      {{"consent", "grant", "abcdef", "--category", "risk", "--to", "team", "--obtained", "verbal"},
       "argument-missing",
       "--on"},
      {{"consent", "refuse", "abcdef", "--category", "risk"}, "argument-missing", "--to"},
      {{"call", "log", "abcdef", "--outcome", "busy"}, "argument-missing", "--number"},
      {{"call", "log", "abcdef", "--number", "110"}, "argument-missing", "--outcome"},
      {{"init", "--agency", "x"}, "argument-missing", "--kind"},
      {{"search", "\xff"}, "not-utf8", "\xff"},
      {{"\xe6\x96"}, "not-utf8", "\xe6\x96"},
  };
  for (const auto& [words, code, subject] : kWrong) {
    const auto parsed = parse(words);
    ASSERT_FALSE(parsed) << code;
    EXPECT_EQ(parsed.error().exit, ExitCode::Usage);
    EXPECT_EQ(parsed.error().code, code) << subject;
    EXPECT_EQ(parsed.error().subject, subject);
  }
}

TEST(Parse, HelpNeedsNothingElse) {
  EXPECT_EQ(verb_of({"--help"}), "none");
  EXPECT_EQ(verb_of({"send", "--help"}), "send");
  EXPECT_EQ(verb_of({"--version"}), "none");
}

TEST(Glance, FindsAFlagInWordsThatAreOtherwiseWrong) {
  EXPECT_EQ(glance({"frob", "--json"}, "--json"), "yes");
  EXPECT_EQ(glance({"frob", "--lang=en"}, "--lang"), "en");
  EXPECT_EQ(glance({"frob", "--lang", "en", "--frob"}, "--lang"), "en");
}

TEST(Glance, DoesNotTakeAValueForAFlag) {
  EXPECT_EQ(glance({"send", "--body", "--json"}, "--json"), "");
  EXPECT_EQ(glance({"search", "--", "--json"}, "--json"), "");
}

}  // namespace
}  // namespace tasuki::cli
