#pragma once

#include <string>
#include <vector>

#include "core/engine/commands/commands.hpp"
#include "core/engine/desk.hpp"
#include "proto/api.pb.h"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/prepared_agency.hpp"
#include "tests/support/seeded_random.hpp"

namespace tasuki::test {

/// One agency's desk with requests in and responses out: commands without the loop around them. Every request
/// is a commit of its own; passphrases are derived at once. For tests that link tasuki_engine and
/// tasuki_proto.
class CommandRig {
 public:
  explicit CommandRig(std::uint64_t seed = 1, engine::Settings settings = {})
      : random_(seed), desk_(clock_, random_, std::move(settings)) {
    created_ = prepare_agency(store_.begin(), random_, clock_.now());
    store_.commit().value();
    desk_.identity.emplace(engine::load_identity(store_.begin()).value());
    store_.rollback();
  }

  std::vector<proto::api::Response> send(proto::api::Request request, std::uint32_t uid = kUid) {
    request.set_number(++number_);
    engine::Effects effects;
    auto& transaction = store_.begin();
    engine::run_command(desk_, transaction,
                        {engine::ClientId{1}, uid, copy(as_bytes(request.SerializeAsString()))}, effects);
    carry_out(transaction, effects);
    store_.commit().value();
    return std::exchange(answers_, {});
  }
  /// The only answer there is.
  proto::api::Response ask(proto::api::Request request, std::uint32_t uid = kUid) {
    auto responses = send(std::move(request), uid);
    if (responses.size() != 1)
      throw std::logic_error("not one answer but " + std::to_string(responses.size()));
    return std::move(responses.front());
  }

  static proto::api::Request login_request(const std::string& staff, const std::string& passphrase) {
    proto::api::Request request;
    request.mutable_login()->set_staff(staff);
    request.mutable_login()->set_passphrase(passphrase);
    return request;
  }
  /// A token.
  std::string log_in(const std::string& staff, const std::string& passphrase = "passphrase") {
    return ask(login_request(staff, passphrase)).login().token();
  }
  std::string log_in_administrator() { return log_in(created_.administrator.hex()); }

  engine::Desk& desk() { return desk_; }
  MemoryStore& store() { return store_; }
  ManualClock& clock() { return clock_; }
  const engine::CreatedAgency& created() const { return created_; }
  /// What else the last request wanted done.
  const engine::Effects& other_effects() const { return other_effects_; }
  std::size_t derivations() const { return derivations_; }

  static constexpr std::uint32_t kUid = 1000;

 private:
  void carry_out(Transaction& transaction, engine::Effects& effects) {
    other_effects_.clear();
    for (std::size_t i = 0; i < effects.size(); ++i) {
      if (auto* said = std::get_if<engine::Answer>(&effects[i])) {
        proto::api::Response response;
        response.ParseFromArray(said->response.data(), static_cast<int>(said->response.size()));
        answers_.push_back(std::move(response));
      } else if (auto* wanted = std::get_if<engine::Derive>(&effects[i])) {
        ++derivations_;
        engine::Derived derived{wanted->job, wanted->waiting, std::nullopt};
        auto key =
            crypto::derive(wanted->passphrase.reveal(), wanted->salt, {wanted->ops_limit, wanted->mem_limit});
        if (key) derived.key = std::move(*key);
        engine::Turn turn{desk_, transaction, effects};
        desk_.jobs.derived(turn, derived);
      } else {
        other_effects_.push_back(std::move(effects[i]));
      }
    }
  }

  SeededRandom random_;
  ManualClock clock_;
  MemoryStore store_;
  engine::Desk desk_;
  engine::CreatedAgency created_;
  std::vector<proto::api::Response> answers_;
  engine::Effects other_effects_;
  std::uint64_t number_ = 0;
  std::size_t derivations_ = 0;
};

}  // namespace tasuki::test
