// How the desk's decisions reach the database, and what happens when that fails.

#include <algorithm>

#include <spdlog/spdlog.h>

#include "features/live/live_desk.h"
#include "storage/database.h"

namespace madoguchi::features {
namespace {

using base::ErrorCode;

constexpr base::Seconds kReloadEvery{1};

}  // namespace

void LiveDesk::touch(std::vector<base::ContactId> contacts) {
  auto prepared = std::make_shared<Prepared>();
  for (const base::ContactId id : contacts) {
    const desk::Contact* contact = state_.contacts.find(id);
    if (contact == nullptr) continue;
    prepared->entry.contacts.push_back({.contact = *contact});
    prepared->committed.contacts.push_back(
        {contact->service, id, contact->thread, contact->owner, contact->owner});
  }
  if (!prepared->entry.empty() && !is_halted_) commit(std::move(prepared), {}, [](const auto&) {});
}

void LiveDesk::commit(std::shared_ptr<Prepared> prepared, Outcome outcome, Reply reply) {
  if (prepared->entry.empty() && outstanding_ == 0) return reply(std::move(outcome));
  if (!prepared->entry.contacts.empty()) prepared->entry.number = next_number_++;
  prepared->committed.number = prepared->entry.number;
  ++outstanding_;
  const std::int64_t order = next_commit_++;
  // An entry without rows still goes through the writer: its answer may rest on what was decided
  // before it.
  auto work = [prepared, failures = failures_, order](storage::Connection& db) -> base::Status {
    if (!failures->may_write(order)) {
      return base::fail(ErrorCode::kUnavailable, "an earlier commit failed");
    }
    auto status = journal::write(db, prepared->entry);
    failures->tried(order, status.has_value());
    return status;
  };
  auto done = [this, prepared, outcome = std::move(outcome), reply = std::move(reply),
               failures = failures_, order](base::Status status) mutable {
    if (!status) failures->failed(order);
    thread_.post_always([this, prepared, outcome = std::move(outcome), reply = std::move(reply),
                         status = std::move(status)]() mutable {
      on_commit(*prepared, std::move(outcome), reply, std::move(status));
    });
  };
  db_.submit(std::move(work), std::move(done));
}

void LiveDesk::on_commit(const Prepared& prepared, Outcome outcome, const Reply& reply,
                         base::Status status) {
  --outstanding_;
  if (!status) {
    halt(status.error());
    return reply(base::fail(ErrorCode::kUnavailable, "the database did not take it"));
  }
  const Committed& committed = prepared.committed;
  if (committed.number != 0) {
    committed_number_ = committed.number;
    for (DeskListener* listener : listeners_) listener->on_committed(committed);
    want_flush();
  }
  const auto is_answer = [&](const Message& message) {
    return message.contact == outcome.contact && message.number == outcome.message_number;
  };
  const auto message = std::ranges::find_if(committed.messages, is_answer);
  if (message != committed.messages.end()) outcome.message = *message;
  reply(std::move(outcome));
}

// --- when the database failed ---

void LiveDesk::halt(const base::Error& error) {
  if (!is_halted_) {
    spdlog::error("the desk stops and will be loaded anew: {} {}", base::error_row(error.code).key,
                  error.detail);
  }
  is_halted_ = true;
  reload_at_ = clock_.now();
}

base::Result<DeskContents> LiveDesk::load() const {
  return db_.read_now([this](storage::Connection& db) { return load_(db, clock_.now()); });
}

void LiveDesk::try_reload() {
  reload_at_ = clock_.now() + kReloadEvery;
  if (outstanding_ > 0) return;
  auto contents = load();
  if (!contents) return;
  auto state = desk::restore(contents->snapshot, clock_.now());
  if (!state) {
    spdlog::error("the desk cannot be loaded: {}", state.error().detail);
    return;
  }
  adopt(*std::move(contents), *std::move(state));
  failures_ = std::make_shared<FailedCommits>();
  is_halted_ = false;
  ++reloads_;
  reconnect();
  spdlog::warn("the desk was loaded anew and goes on");
  for (DeskListener* listener : listeners_) listener->on_reloaded();
  if (calls_ != nullptr) calls_->on_desk_loaded();
}

void LiveDesk::adopt(DeskContents contents, desk::DeskState state) {
  state_ = std::move(state);
  names_ = std::move(contents.names);
  committed_number_ = contents.last_number;
  loaded_number_ = contents.last_number;
  next_number_ = std::max(next_number_, contents.last_number + 1);
  refresh_states();
}

void LiveDesk::refresh_states() {
  states_.clear();
  state_.operators.for_each([this](base::OperatorId id, const desk::Operator& who) {
    states_.set(id, view_of(state_, names_, who));
  });
  state_.services.for_each([this](base::ServiceId id, const desk::Service&) {
    states_.set_service_online(id, desk::is_service_online(state_, id));
  });
}

/// Consoles, phones and pages that are still open lived through it.
void LiveDesk::reconnect() {
  for (const auto& [id, count] : consoles_) {
    if (count > 0) execute(desk::ConnectOperator{id}, {}, [](const auto&) {});
  }
  for (const auto& [id, count] : phones_) {
    if (count > 0) execute(desk::ConnectPhone{id}, {}, [](const auto&) {});
  }
  for (const auto& [thread, service] : online_threads_) {
    const desk::ThreadContacts* contacts = state_.threads.find(thread);
    if (contacts == nullptr || !contacts->open) continue;
    execute(desk::SetCustomerPresence{service, contacts->open, true}, {}, [](const auto&) {});
  }
}

}  // namespace madoguchi::features
