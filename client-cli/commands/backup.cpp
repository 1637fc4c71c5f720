#include <filesystem>

#include "client-cli/commands/groups.hpp"
#include "client-cli/conversation.hpp"
#include "client-cli/json.hpp"
#include "client/small_file.hpp"

namespace tasuki::cli {

namespace {

/// One line on stderr that is written over, for whoever sits and waits.
class Progress {
 public:
  Progress(const Invocation& invocation, Text what)
      : invocation_(invocation), what_(what), shown_(invocation.io.out_is_terminal && !invocation.json) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (last_ >= 0) invocation_.io.err << "\r\x1b[K" << std::flush;
  }
  void at(std::uint64_t done, std::uint64_t all) {
    const int percent = all == 0 ? 0 : static_cast<int>(done * 100 / all);
    if (!shown_ || percent == last_) return;
    last_ = percent;
    invocation_.io.err << "\r" << invocation_.say(what_) << percent << " %" << std::flush;
  }

 private:
  const Invocation& invocation_;
  const Text what_;
  const bool shown_;
  int last_ = -1;
};

Attempt<> fill_backup(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_backup();
  return {};
}

/// How long the backup will be, once the node has it.
Attempt<std::uint64_t> begin(const Invocation& invocation, Conversation& conversation) {
  Progress progress(invocation, {"保管庫を写しています: ", "Copying the store: "});
  std::uint64_t size = 0;
  api::Request request;
  TRY_VOID(fill_backup(invocation.arguments, {}, request));
  TRY_VOID(conversation.ask(request, [&](const api::Response& response) {
    size = response.backup().size();
    progress.at(response.backup().done(), response.backup().all());
  }));
  return size;
}

Attempt<> fetch(const Invocation& invocation, Conversation& conversation, std::uint64_t size,
                const std::string& path) {
  Progress progress(invocation, {"バックアップを書いています: ", "Writing the backup: "});
  client::AtomicFile file(path);
  bool written = file.write({});
  std::uint64_t got = 0;
  for (bool more = true; more && written;) {
    api::Request request;
    request.mutable_backup_piece();
    TRY_VOID(conversation.ask(request, [&](const api::Response& response) {
      const auto& data = response.backup_piece().data();
      more = !data.empty();
      got += data.size();
      written = file.write(as_bytes(data));
    }));
    progress.at(got, size);
  }
  if (!written) return Failure(ExitCode::Refused, "file-unwritable", path);
  if (got != size) return Failure(ExitCode::NoNode, "connection-lost");
  if (!file.keep()) return Failure(ExitCode::Refused, "file-unwritable", path);
  return {};
}

Attempt<ExitCode> run_backup(Invocation& invocation) {
  const auto& path = invocation.arguments.one("FILE");
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored)) &&
      !invocation.arguments.has("--replace")) {
    return Failure(ExitCode::Refused, "file-exists", path);
  }
  TRY(auto conversation, Conversation::open(invocation));
  TRY(const auto size, begin(invocation, conversation));
  TRY_VOID(fetch(invocation, conversation, size, path));
  if (invocation.json) {
    print(invocation.io.out, {{"file", path}, {"bytes", size}});
    return ExitCode::Done;
  }
  invocation.io.out
      << invocation.say({"バックアップを作りました: ", "The backup is in "}) << path << "\n"
      << invocation.say({"この PC とは別の場所にしまってください。開くには保管庫のパスフレーズか復旧コードが"
                         "要ります。\n戻すとき: tasuki restore ",
                         "Keep it away from this PC. It opens with the store's passphrase or the recovery "
                         "code.\nTo bring it back: tasuki restore "})
      << path << "\n";
  return ExitCode::Done;
}

}  // namespace

std::vector<Command> backup_commands() {
  return {{.verb = "backup",
           .help = {"動いたまま、暗号化した1個のファイルに控えを取る",
                    "a copy of everything, encrypted, in one file; while the node runs"},
           .positionals = {{"FILE", {"書き出すファイル", "the file to write"}}},
           .options = {{.flag = "--replace",
                        .help = {"すでにあるファイルを置きかえる", "in the place of a file that is there"},
                        .takes = Takes::Nothing}},
           .exchange = {.fill = fill_backup},
           .run = run_backup}};
}

}  // namespace tasuki::cli
