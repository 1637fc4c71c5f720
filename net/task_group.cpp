#include "net/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <exception>
#include <list>

namespace tasuki::net {

namespace asio = boost::asio;

struct TaskGroup::State {
  Executor strand;
  std::function<void(std::string_view)> on_bug;
  std::list<asio::cancellation_signal> running;
  std::function<void()> when_empty;
  bool cancelled = false;

  void ended(std::list<asio::cancellation_signal>::iterator task, const std::exception_ptr& error) {
    running.erase(task);
    if (error) report(error);
    if (running.empty() && when_empty) std::exchange(when_empty, nullptr)();
  }

  void report(const std::exception_ptr& error) const {
    try {
      std::rethrow_exception(error);
    } catch (const boost::system::system_error& failure) {
      if (failure.code() != asio::error::operation_aborted) on_bug(failure.what());
    } catch (const std::exception& failure) {
      on_bug(failure.what());
    }
  }
};

TaskGroup::TaskGroup(Executor strand, std::function<void(std::string_view)> on_bug)
    : state_(std::make_shared<State>(State{std::move(strand), std::move(on_bug), {}, nullptr})) {}

TaskGroup::~TaskGroup() = default;

void TaskGroup::spawn(Task<> task) {
  if (state_->cancelled) return;
  const auto entry = state_->running.emplace(state_->running.end());
  asio::co_spawn(
      state_->strand, std::move(task),
      asio::bind_cancellation_slot(entry->slot(), [state = state_, entry](const std::exception_ptr& error) {
        state->ended(entry, error);
      }));
}

void TaskGroup::cancel() {
  state_->cancelled = true;
  for (auto task = state_->running.begin(); task != state_->running.end();) {
    // A task may end, and leave the list, while it is being cancelled.
    const auto next = std::next(task);
    task->emit(asio::cancellation_type::terminal);
    task = next;
  }
}

void TaskGroup::when_empty(std::function<void()> then) {
  if (state_->running.empty()) return then();
  state_->when_empty = std::move(then);
}

std::size_t TaskGroup::size() const { return state_->running.size(); }

}  // namespace tasuki::net
