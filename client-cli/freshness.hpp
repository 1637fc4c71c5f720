#pragma once

#include <string>

#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

/// How old a piece of information is and whose words it is: on every line that a reader sees. The node says
/// it, so that every program says the same.
namespace tasuki::cli {

/// `3時間前・本人の言葉`; with `⚠ 古い情報` behind it where it is old for what it is about. Empty where the
/// node said nothing: the content is gone.
std::string freshness_line(const api::Freshness& freshness, const View& view);
Style style_of(const api::Freshness& freshness);

/// Adds `age_seconds`, `stale`, `stale_after_seconds`; null where the node said nothing.
void add_freshness(Json& json, bool known, const api::Freshness& freshness);

}  // namespace tasuki::cli
