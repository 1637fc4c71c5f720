#include "core/engine/chores.hpp"

#include <algorithm>

#include "core/audit/held_heads.hpp"
#include "core/delivery/introduction.hpp"
#include "core/delivery/prekey.hpp"
#include "core/engine/audit/heads.hpp"
#include "core/engine/audit/witnessing.hpp"
#include "core/engine/care/lifetime.hpp"
#include "core/engine/care/messages.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/depositing.hpp"
#include "core/engine/delivery/early.hpp"
#include "core/engine/delivery/release.hpp"
#include "core/engine/delivery/taken.hpp"
#include "core/engine/delivery/under_way.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/links/greeting.hpp"
#include "core/engine/links/introduced.hpp"
#include "core/engine/links/peer_life.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/signs/raising.hpp"

namespace tasuki::engine {

namespace {

constexpr Duration kHousekeepingEvery = std::chrono::hours(6);
constexpr Duration kTryRefusedEvery = std::chrono::minutes(10);

}  // namespace

void do_chores(Turn& turn) {
  Desk& desk = turn.desk;
  const Duration now = desk.clock.uptime();
  desk.sessions.expire(now);
  desk.deadlines.tell_overdue(turn);
  if (now >= desk.next_try_of_refused) {
    desk.next_try_of_refused = now + kTryRefusedEvery;
    try_refused_again(turn);
    tell_refusals_in_time(turn);
    try_other_secrets(turn);
    end_lifetimes(turn);
    judge_all_held_again(turn);
    pass_on_in_time(turn);
  }
  if (now < desk.next_housekeeping) return;
  desk.next_housekeeping = now + kHousekeepingEvery;
  desk.envelopes->forget_old(turn.transaction, desk.clock.now());
  audit::thin_held_heads(turn.transaction, desk.clock.now());
  delivery::forget_introductions_that_waited(turn.transaction, desk.clock.now());
  clear_shelf(turn);
  drop_what_waits_in_vain(turn);
  announce_prekey(turn);
}

std::optional<Duration> next_wake(const Turn& turn) {
  Duration wake = std::min(turn.desk.next_housekeeping, turn.desk.next_try_of_refused);
  for (const auto& due :
       {turn.desk.sessions.next_expiry(), next_link_wake(turn), next_release(turn), next_head(turn),
        next_deposit(turn), turn.desk.offers.next_wake(), next_showing(turn), next_look_at_signs(turn.desk),
        turn.desk.deadlines.next_wake(turn)}) {
    if (due) wake = std::min(wake, *due);
  }
  return wake;
}

}  // namespace tasuki::engine
