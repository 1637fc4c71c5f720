#include "core/engine/engine.hpp"

#include "core/engine/audit/heads.hpp"
#include "core/engine/audit/witnessing.hpp"
#include "core/engine/chores.hpp"
#include "core/engine/commands/call.hpp"
#include "core/engine/commands/commands.hpp"
#include "core/engine/delivery/carrying.hpp"
#include "core/engine/delivery/depositing.hpp"
#include "core/engine/delivery/offering.hpp"
#include "core/engine/delivery/release.hpp"
#include "core/engine/delivery/taken.hpp"
#include "core/engine/delivery/taking_back.hpp"
#include "core/engine/desk.hpp"
#include "core/engine/duty/escalating.hpp"
#include "core/engine/links/peers.hpp"
#include "core/engine/signs/raising.hpp"

namespace tasuki::engine {

namespace {

constexpr Duration kTriesOnFullDisk = std::chrono::seconds(1);

}  // namespace

class Engine::State {
 public:
  State(const Clock& clock, Random& random, Settings settings) : desk(clock, random, std::move(settings)) {}

  void on(Turn& turn, Command& command) { run_command(desk, turn.transaction, command, turn.effects); }
  void on(Turn&, ClientGone& gone) { desk.watchers.remove(gone.client); }
  void on(Turn& turn, PskQuery& query) { answer_psk_query(turn, query); }
  void on(Turn& turn, LinkUp& link) { link_up(turn, link); }
  void on(Turn& turn, LinkDown& link) { link_down(turn, link); }
  void on(Turn& turn, DialFailed& failed) { dial_failed(turn, failed); }
  void on(Turn& turn, FrameReceived& received) { take_frame(turn, received); }
  void on(Turn& turn, Derived& derived) { desk.jobs.derived(turn, derived); }
  void on(Turn&, DiskRoom& room) { desk.disk = room; }
  void on(Turn& turn, Tick&) {
    ticked = true;
    tick_links(turn);
    do_chores(turn);
    raise_alerts_in_time(turn);
    sign_head_in_time(turn);
    show_heads_in_time(turn);
  }

  /// In a savepoint of its own. False: a bug of ours, and what it did is undone.
  template <class What>
  bool alone(Turn& turn, What&& what) {
    const std::size_t effects_before = turn.effects.size();
    const std::size_t statements_before = desk.statements.count();
    Savepoint savepoint(turn.transaction);
    try {
      what();
      savepoint.keep();
      return true;
    } catch (const StoreFault&) {
      throw;
    } catch (const std::exception&) {
      desk.statements.drop_after(statements_before);
      desk.ledger.clear();
      desk.shipped.clear();
      desk.early.reset();
      desk.deadlines = {};
      turn.effects.erase(turn.effects.begin() + static_cast<std::ptrdiff_t>(effects_before),
                         turn.effects.end());
      return false;
    }
  }

  /// Whoever logged that nobody answered asks in the next breath whom to ring.
  void escalate_on_news(Turn& turn) {
    if (desk.duty.has_news() && alone(turn, [&] { escalate_in_time(turn); })) desk.statements.sign(turn);
  }

  Desk desk;
  bool forgotten = false;
  bool ticked = false;  ///< in this batch
};

Engine::Engine(const Clock& clock, Random& random, Settings settings)
    : state_(std::make_unique<State>(clock, random, std::move(settings))) {}
Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<> Engine::start(Transaction& transaction, Effects&) { return state_->desk.open(transaction); }

void Engine::handle(Transaction& transaction, Event event, Effects& effects) {
  Desk& desk = state_->desk;
  if (std::exchange(state_->forgotten, false) && !desk.open(transaction))
    throw StoreFault("the identity is gone");
  Turn turn{desk, transaction, effects};
  const bool done =
      state_->alone(turn, [&] { std::visit([&](auto& what) { state_->on(turn, what); }, event); });
  if (done) return;
  if (const auto* command = std::get_if<Command>(&event)) answer_internal(*command, effects);
  if (const auto* derived = std::get_if<Derived>(&event))
    answer_error(effects, derived->waiting, EngineError::Internal);
}

void Engine::finish(Transaction& transaction, Effects& effects) {
  Desk& desk = state_->desk;
  if (state_->forgotten) return;
  Turn turn{desk, transaction, effects};
  const bool ticked = std::exchange(state_->ticked, false);
  desk.statements.sign(turn);
  if (!desk.disk.full) state_->escalate_on_news(turn);
  look_at_signs_soon(desk);
  send_acknowledgements(turn);
  ask_for_more(turn);
  // A batch that only reads shall not fail by what waits: the next tick tries that.
  if (desk.disk.full && !ticked) {
    effects.push_back(Wake{desk.clock.uptime() + kTriesOnFullDisk});
    return;
  }
  if (std::exchange(desk.teams_have_changed, false)) {
    take_back_denied(turn);
    drop_what_no_team_shares(turn);
  }
  send_what_was_wanted(turn);
  release_what_waits(turn);
  // Not before what this batch states is signed: it would be dropped.
  deposit_what_waits(turn);
  note_head_due(turn);
  if (const auto wake = next_wake(turn)) effects.push_back(Wake{*wake});
}

void Engine::forget() {
  state_->forgotten = true;
  state_->ticked = false;
}

}  // namespace tasuki::engine
