#pragma once

#include <vector>

#include "client-cli/command.hpp"

// The command table's parts, one per file of this folder.
namespace tasuki::cli {

std::vector<Command> init_commands();
std::vector<Command> node_commands();
std::vector<Command> staff_commands();
std::vector<Command> login_commands();
std::vector<Command> contact_commands();
std::vector<Command> succession_commands();
std::vector<Command> team_commands();
std::vector<Command> consent_commands();
std::vector<Command> send_commands();
std::vector<Command> sign_commands();
std::vector<Command> inbox_commands();
std::vector<Command> receipt_commands();
std::vector<Command> call_commands();
std::vector<Command> plan_commands();
std::vector<Command> agency_commands();
std::vector<Command> handoff_commands();
std::vector<Command> question_commands();
std::vector<Command> due_commands();
std::vector<Command> watch_commands();
std::vector<Command> audit_commands();
Command audit_verify_command();
std::vector<Command> backup_commands();
std::vector<Command> restore_commands();
std::vector<Command> recover_commands();
std::vector<Command> own_passphrase_commands();
std::vector<Command> completion_commands();

}  // namespace tasuki::cli
