#include "features/live/live_desk_async.h"

#include "features/contacts/message_queries.h"
#include "storage/database.h"

namespace madoguchi::features {
namespace {

namespace asio = boost::asio;
using boost::asio::awaitable;

struct Ordered {
  desk::Command command;
  std::vector<File> files;
};

awaitable<base::Result<Outcome>> outcome_of(LiveDesk& desk, std::shared_ptr<Ordered> ordered) {
  auto outcome = std::make_shared<std::optional<base::Result<Outcome>>>();
  auto initiate = [&desk, outcome, ordered](auto handler) {
    auto executor = asio::get_associated_executor(handler);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    desk.submit(std::move(ordered->command), std::move(ordered->files),
                [outcome, held, executor](base::Result<Outcome> result) {
                  outcome->emplace(std::move(result));
                  asio::post(executor, [held] { (*held)(); });
                });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate),
                                                                       asio::use_awaitable);
  co_return std::move(**outcome);
}

awaitable<base::Status> status_of(LiveDesk& desk, std::shared_ptr<desk::Command> command) {
  MDG_AWAIT(const base::Status status,
            ask(desk, [&desk, command] { return desk.perform(*command); }));
  co_return status;
}

}  // namespace

awaitable<base::Result<Outcome>> run(LiveDesk& desk, desk::Command command,
                                     std::vector<File> files) {
  return outcome_of(desk, std::make_shared<Ordered>(Ordered{std::move(command), std::move(files)}));
}

awaitable<base::Status> run_live(LiveDesk& desk, desk::Command command) {
  return status_of(desk, std::make_shared<desk::Command>(std::move(command)));
}

awaitable<base::Result<Message>> message_of(storage::Database& db, base::ServiceId service,
                                            Outcome outcome) {
  if (outcome.message) co_return *std::move(outcome.message);
  const base::ContactId contact = outcome.contact;
  const std::int64_t number = outcome.message_number;
  MDG_AWAIT(auto found, db.read([service, contact, number](storage::Connection& connection) {
    return message_queries::find_by_number(connection, service, contact, number);
  }));
  if (!found) co_return base::fail(base::ErrorCode::kInternal, "an accepted message has no row");
  co_return *std::move(found);
}

}  // namespace madoguchi::features
