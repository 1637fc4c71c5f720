#pragma once

#include <string>
#include <string_view>

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

/// How old a piece of information is and whose words it is: on every line that a reader sees. The node says
/// it, so that every program says the same.
namespace tasuki::cli {

/// Whether a reader is told that it does not say whose words it is.
enum class Basis { Owed, NotOwed };
/// Not owed by what was agreed or is asked, nor by handoffs, which say many things.
Basis basis_of_kind(std::string_view message_kind);

/// `3時間前・本人の言葉`; with `⚠ 古い情報` behind it where it is old for what it is about. Empty where the
/// node said nothing: the content is gone.
std::string freshness_line(const api::Freshness& freshness, const View& view, Basis basis = Basis::Owed);
Style style_of(const api::Freshness& freshness);

/// Adds `age_seconds`, `stale`, `stale_after_seconds`; null where the node said nothing.
void add_freshness(Json& json, bool known, const api::Freshness& freshness);

}  // namespace tasuki::cli
