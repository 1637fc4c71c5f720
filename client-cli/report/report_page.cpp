#include <map>

#include "client-cli/report/report.hpp"
#include "core/base/bytes.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

namespace api = proto::api;

class Writer {
 public:
  Writer(const api::ReportAnswer& report, Language language, const Zone& zone)
      : report_(report), language_(language), zone_(zone) {
    for (const auto& member : report.team().member()) names_[member.agency_id()] = member.name();
    for (const auto& disclosure : report.disclosure())
      names_[disclosure.to_agency()] = disclosure.to_agency_name();
  }

  Page page() const {
    Page page{.title = say({"情報提供の記録", "Record of what was passed on"}),
              .introduction = introduction(),
              .sections = {}};
    if (!report_.team().person().empty())
      page.title += say({"（", " ("}) + report_.team().person() + say({"）", ")"});
    page.sections = {disclosures(), consents(), agencies(), bases(), whom_to_ask(), how_sure()};
    return page;
  }

 private:
  std::string say(Text text) const { return std::string(text.in(language_)); }
  std::string word(List list, std::string_view code) const {
    return std::string(vocabulary::say(list, code, language_));
  }
  std::string time(std::int64_t millis) const { return show_time(from_millis(millis), zone_); }
  std::string day(std::int64_t millis) const { return show_day(from_millis(millis), zone_); }

  std::string name(const std::string& id) const {
    const auto known = names_.find(id);
    if (known != names_.end() && !known->second.empty()) return known->second;
    return to_hex(as_bytes(id)).substr(0, 8);
  }

  template <class Items, class Show>
  std::string joined(const Items& items, Show show) const {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : say({"、", ", "})) + show(item);
    return text;
  }
  template <class Codes>
  std::string categories(const Codes& codes) const {
    return joined(codes, [this](const std::string& code) { return word(List::Category, code); });
  }
  template <class Ids>
  std::string names(const Ids& ids) const {
    return joined(ids, [this](const std::string& id) { return name(id); });
  }

  std::vector<std::string> introduction() const {
    return {say({"これは、あなたについての情報を、だれが、だれに、いつ、何を根拠に渡したかの記録です。",
                 "This says who passed on information about you, to whom, when, and on what basis."}),
            say({"作った機関: ", "Made by: "}) + report_.agency_name() + say({"　作った日時: ", "   at: "}) +
                time(report_.made_at())};
  }

  Page::Section disclosures() const {
    Page::Section section{.title = say({"1. だれに、何を渡したか", "1. What was passed on, and to whom"}),
                          .paragraphs = {},
                          .columns = {say({"渡した日時", "When"}), say({"渡した先", "To"}),
                                      say({"渡した人", "From"}), say({"情報の種類", "What about"}),
                                      say({"根拠", "Basis"}), say({"相手が開いたか", "Opened"})},
                          .rows = {},
                          .if_empty = say({"渡した情報はありません。", "Nothing was passed on."})};
    for (const auto& disclosure : report_.disclosure()) section.rows.push_back(row_of(disclosure));
    return section;
  }

  std::vector<std::string> row_of(const api::DisclosureAnswer& disclosure) const {
    std::string from = disclosure.from_agency_name();
    if (!disclosure.from_staff().empty()) from += " " + disclosure.from_staff();
    return {time(disclosure.sent_at()),
            name(disclosure.to_agency()),
            from,
            categories(disclosure.category()),
            word(List::LegalBasis, disclosure.legal_basis()),
            opening_of(disclosure)};
  }

  std::string opening_of(const api::DisclosureAnswer& disclosure) const {
    if (disclosure.opened_at() != 0) {
      return time(disclosure.opened_at()) +
             (disclosure.opened_by().empty() ? "" : " " + disclosure.opened_by());
    }
    if (disclosure.delivered_at() != 0) return say({"届いたが、まだ開いていない", "arrived, not opened yet"});
    return word(List::MessageState, disclosure.state());
  }

  Page::Section consents() const {
    Page::Section section{
        .title = say({"2. あなたの同意と不同意", "2. What you allow and what you forbid"}),
        .paragraphs = {say(
            {"同意はいつでもやめられます。不同意は、どの同意よりも優先されます。",
             "You can take a consent back at any time. What you forbid outranks every consent."})},
        .columns = {"", say({"情報の種類", "What about"}), say({"相手", "To"}), say({"期間", "Period"}),
                    say({"今の状態", "State"}), say({"記録・確認した機関", "Recorded and confirmed by"})},
        .rows = {},
        .if_empty = say({"記録された同意も不同意もありません。", "No consent and no refusal is on record."})};
    for (const auto& consent : report_.consent()) section.rows.push_back(row_of(consent));
    return section;
  }

  std::vector<std::string> row_of(const api::ConsentAnswer& consent) const {
    std::string kind = consent.kind() == "refusal" ? say({"不同意", "Refusal"}) : say({"同意", "Consent"});
    if (!consent.obtained().empty()) {
      kind += say({"（", " ("}) + day(consent.obtained_on()) + " " +
              word(List::Obtained, consent.obtained()) + say({"）", ")"});
    }
    return {kind,
            categories(consent.category()),
            names(consent.to()),
            period_of(consent),
            word(List::ConsentState, consent.state()),
            names(consent.attested_by())};
  }

  std::string period_of(const api::ConsentAnswer& consent) const {
    if (consent.from() == 0 && consent.until() == 0) return say({"期限なし", "no end"});
    const auto last = consent.until() == 0 ? say({"期限なし", "no end"}) : day(consent.until() - 1);
    return day(consent.from()) + say({"から ", " to "}) + last;
  }

  Page::Section agencies() const {
    Page::Section section{.title = say({"3. あなたの支援チーム", "3. Your support team"}),
                          .paragraphs = {},
                          .columns = {say({"機関", "Agency"}), say({"種別", "Kind"}), say({"役割", "Role"})},
                          .rows = {},
                          .if_empty = say({"機関はありません。", "No agencies."})};
    for (const auto& member : report_.team().member()) {
      const bool coordinates = member.agency_id() == report_.team().coordinator();
      section.rows.push_back({name(member.agency_id()), word(List::AgencyKind, member.kind()),
                              coordinates ? say({"コントロールセンター（調整役）", "coordinator"}) : ""});
    }
    return section;
  }

  Page::Section bases() const {
    const auto one = [this](std::string_view code, Text meaning) {
      return word(List::LegalBasis, code) + ": " + say(meaning);
    };
    return {
        .title = say({"4. 「根拠」の意味", "4. What \"basis\" means"}),
        .paragraphs =
            {one("consent", {"あなたが同意した範囲で渡しました。", "you had agreed to it."}),
             one("life-protection",
                 {"命や体を守るために急いでいて、あなたの同意を得ることがむずかしいときに渡しました。理由が記"
                  "録されています。",
                  "it was urgent, to protect a life, and you could not be asked. The reason is on record."}),
             one("law", {"法律で決められているために渡しました。", "the law required it."})},
        .columns = {},
        .rows = {}};
  }

  Page::Section whom_to_ask() const {
    const auto coordinator = name(report_.team().coordinator()) + say({"（調整役）", " (coordinator)"});
    const bool made_by_coordinator = name(report_.team().coordinator()) == report_.agency_name();
    const auto whom =
        made_by_coordinator ? coordinator : coordinator + say({"か、", " or "}) + report_.agency_name();
    return {
        .title = say({"5. 聞きたいこと、おかしいと思うことがあるとき", "5. Questions and complaints"}),
        .paragraphs = {whom + say({"に言ってください。同意をやめたいときも同じです。",
                                   " will answer. Tell them too if you want to take a consent back."}),
                       say({"渡された内容を見せてもらうこと、まちがいを直してもらうこと、使うのをやめてもらう"
                            "ことを求められます（個人情報保護法33条〜35条）。",
                            "You may ask to see what was passed on, to have it corrected, and to have its "
                            "use stopped (Personal "
                            "Information Protection Act, articles 33 to 35)."}),
                       say({"話しにくいときは、市町村の窓口や個人情報保護委員会にも相談できます。",
                            "If that is hard to say to them, the city office and the Personal Information "
                            "Protection Commission "
                            "also listen."})},
        .columns = {},
        .rows = {}};
  }

  Page::Section how_sure() const {
    const auto& audit = report_.audit();
    const auto checked = audit.ok()
                             ? say({"確かめた結果、書きかえは見つかりませんでした。",
                                    "It was checked, and no change was found."})
                             : say({"確かめた結果、記録に問題が見つかりました。上の機関に聞いてください。",
                                    "It was checked, and a fault was found. Ask the agencies above."});
    return {.title = say({"6. この記録のたしかさ", "6. How sure this record is"}),
            .paragraphs = {say({"記録は、あとから書きかえるとわかるしくみで残しています。",
                                "The record is kept so that a later change shows. "}) +
                               checked,
                           say({"時刻は、それぞれの機関の時計によるものです。",
                                "Times are by each agency's own clock."}),
                           say({"記録の数: ", "Entries: "}) + std::to_string(audit.entries()) +
                               say({"　確認番号: ", "   check number: "}) +
                               to_hex(as_bytes(audit.head())).substr(0, 16)},
            .columns = {},
            .rows = {}};
  }

  const api::ReportAnswer& report_;
  Language language_;
  Zone zone_;
  std::map<std::string, std::string> names_;
};

}  // namespace

Page report_page(const api::ReportAnswer& report, Language language, const Zone& zone) {
  return Writer(report, language, zone).page();
}

}  // namespace tasuki::cli
