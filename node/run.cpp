#include "node/run.hpp"

#include <google/protobuf/stubs/logging.h>

#include <iostream>

#include "core/engine/identity.hpp"
#include "node/clocks.hpp"
#include "node/failure.hpp"
#include "node/node.hpp"
#include "node/passphrase.hpp"
#include "storage/home.hpp"
#include "storage/key_slots.hpp"

namespace tasuki::node {

namespace {

Exit fail(const std::string& sentence, Exit exit) {
  std::cerr << "tasukid: " << sentence << "\n";
  return exit;
}

Exit fail(const Error& error) {
  const Failure failure = failure_of_node(error);
  return fail(failure.sentence, failure.exit);
}

std::optional<SecretBytes> passphrase(const RunOptions& options) {
  if (options.passphrase_file) return passphrase_from_file(*options.passphrase_file);
  return passphrase_from_terminal("Passphrase: ");
}

Result<storage::StoreKey> unlock_with_key_file(const storage::KeySlots& slots, const RunOptions& options) {
  TRY(const auto content, storage::read_key_file(*options.key_file));
  return slots.open_with_key_file(content.reveal());
}

/// The recovery code may be typed where the passphrase is asked for: whoever lost the one has the other on
/// paper.
Result<storage::StoreKey> unlock_with_what_was_typed(const storage::KeySlots& slots, ByteView typed) {
  if (const auto code = crypto::RecoveryCode::parse(as_text(typed))) {
    auto key = slots.open_with_recovery_code(*code);
    if (key) return key;
  }
  return slots.open_with_passphrase(typed);
}

std::unique_ptr<Clock> clock_for(const RunOptions& options) {
  if (!options.test_clock) return std::make_unique<SystemClock>();
  return TestClock::open(*options.test_clock);
}

/// What stands before the node itself can be built.
struct Unlocked {
  storage::StoreKey key;
  bool key_file_slot;
};

/// Where nothing is said about it, others find the node where it listens, unless that is every address or any
/// port.
std::vector<std::string> addresses(const RunOptions& options) {
  const std::string& listen = options.listen;
  const bool anywhere =
      listen.starts_with("0.0.0.0:") || listen.starts_with("[::]:") || listen.starts_with(":");
  if (!options.advertise.empty() || listen.empty() || anywhere || listen.ends_with(":0"))
    return options.advertise;
  return {listen};
}

Result<std::unique_ptr<Node>> build(const RunOptions& options, const storage::Home& home, const Clock& clock,
                                    Unlocked unlocked) {
  TRY(auto store, storage::SqlcipherStore::open(home.layout().store(), unlocked.key));
  engine::Settings settings;
  settings.version = TASUKI_VERSION;
  settings.advertised = addresses(options);
  settings.listening = options.listen;
  settings.test_clock = options.test_clock.has_value();
  settings.key_file_slot = unlocked.key_file_slot;
  settings.carry = options.carry;
  settings.introduce = options.introduce;
  settings.lifetime = options.lifetime;
  settings.session_idle_limit = options.session_idle_limit;
  settings.calendar = options.calendar;
  settings.stale_after = options.stale_after;
  return Node::build(std::move(store), home.layout(), std::move(unlocked.key), clock, std::move(settings),
                     {options.listen, options.on_alert});
}

Exit run_unlocked(const RunOptions& options, const storage::Home& home, const Clock& clock,
                  storage::StoreKey key) {
  const bool key_file_slot = storage::KeySlots(home.layout().slots()).has(storage::SlotKind::KeyFile);
  auto node = build(options, home, clock, {std::move(key), key_file_slot});
  if (!node) return fail(node.error());
  return (*node)->run([] { std::cout << "ready\n" << std::flush; });
}

}  // namespace

Exit run_node(const RunOptions& options) {
  // What a peer sends and does not parse is the rules' business; a peer writes no lines into our log.
  google::protobuf::SetLogHandler(nullptr);
  const auto clock = clock_for(options);
  if (!clock)
    return fail("The file of --test-clock does not hold a time such as 2026-02-13T08:00:00Z.", Exit::Usage);
  const auto home = storage::Home::open(options.home);
  if (!home) return fail(home.error());
  const storage::KeySlots slots(home->layout().slots());
  if (options.key_file) {
    auto key = unlock_with_key_file(slots, options);
    return key ? run_unlocked(options, *home, *clock, std::move(*key)) : fail(key.error());
  }
  const auto typed = passphrase(options);
  if (!typed) {
    return fail("No passphrase was given. Type it on a terminal, or name a file with --passphrase-file.",
                Exit::Usage);
  }
  auto key = unlock_with_what_was_typed(slots, typed->reveal());
  return key ? run_unlocked(options, *home, *clock, std::move(*key)) : fail(key.error());
}

}  // namespace tasuki::node
