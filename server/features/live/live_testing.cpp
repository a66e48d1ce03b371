#include "features/live/live_testing.h"

#include <algorithm>
#include <future>
#include <latch>

#include "features/customers/customers_service.h"
#include "features/live/desk_loader.h"

namespace madoguchi::features {
namespace {

constexpr storage::Sql kAddThread{"live_testing.add_thread",
                                  "INSERT INTO threads (service_id, id, customer_id, channel, "
                                  "created_at) VALUES (:service, :id, :customer, 'webChat', :now)"};

/// Equal ones become the same, because contacts compare them by their address. On one thread at a
/// time.
std::shared_ptr<const desk::CallParties> shared_by_value(const desk::CallParties& parties) {
  static std::vector<std::shared_ptr<const desk::CallParties>> known;
  const auto found = std::ranges::find(
      known, parties, [](const auto& each) -> const auto& { return *each; });
  if (found != known.end()) return *found;
  return known.emplace_back(std::make_shared<const desk::CallParties>(parties));
}

/// Without what is never stored.
desk::Contact stored_part(desk::Contact contact) {
  contact.recent = {};
  contact.rests.clear();
  contact.is_customer_online = false;
  contact.due.reset();
  if (!contact.call) return contact;
  contact.call->parties = shared_by_value(*contact.call->parties);
  contact.call->talking_since.reset();
  contact.call->leg_missing_since.reset();
  contact.call->is_on_desk_phone = false;
  return contact;
}

}  // namespace

LiveDeskTest::LiveDeskTest() : founded_(found()) {
  queue_ = directory_->find(founded_.service)->queues.front().id;
  for (const char* mail : {"a@example.jp", "b@example.jp", "c@example.jp"}) {
    people_.push_back(add_operator(mail, {{founded_.service, ServiceRole::kOperator, true}}));
  }
  live_ = std::make_unique<LiveDesk>(*database_, ids_, clock_, load_desk);
  hub_ = std::make_unique<ConsoleHub>(*live_, *database_);
  live_->add_listener(*hub_);
  EXPECT_TRUE(live_->start());
}

LiveDeskTest::~LiveDeskTest() {
  live_->stop();
  database_->stop();
}

base::Result<Outcome> LiveDeskTest::run(desk::Command command) {
  auto promise = std::make_shared<std::promise<base::Result<Outcome>>>();
  live_->submit(std::move(command), {}, [promise](base::Result<Outcome> outcome) {
    promise->set_value(std::move(outcome));
  });
  return promise->get_future().get();
}

Outcome LiveDeskTest::expect(desk::Command command) {
  auto outcome = run(std::move(command));
  EXPECT_TRUE(outcome) << base::error_row(outcome.error().code).key << outcome.error().detail;
  return outcome ? *outcome : Outcome{};
}

base::ThreadId LiveDeskTest::make_thread() {
  const auto thread = ids_.next<base::ThreadId>();
  const auto customer = ids_.next<base::CustomerId>();
  customers_[thread] = customer;
  const auto status = database_->write_now([&](storage::Connection& db) -> base::Status {
    MDG_TRY(CustomersService::add_unregistered(db, founded_.service, customer, "", clock_.now()));
    MDG_TRY(db.execute(kAddThread, founded_.service, thread, customer, clock_.now()));
    return {};
  });
  EXPECT_TRUE(status);
  return thread;
}

base::Result<Outcome> LiveDeskTest::write(base::ThreadId thread, const std::string& client_id,
                                          const std::string& text) {
  return run(desk::WriteAsCustomer{.service = founded_.service,
                                   .thread = thread,
                                   .customer = customers_[thread],
                                   .new_contact = ids_.next<base::ContactId>(),
                                   .queue = queue_,
                                   .message = {client_id, {text, {}}}});
}

void LiveDeskTest::enter(base::OperatorId id) {
  live_->post_always([this, id] { live_->set_operator_online(id, true); });
  expect(desk::ChooseState{.operator_id = id, .state = desk::ChosenState::kReady});
  expect(desk::SetSwitches{.operator_id = id, .takes_chat = true});
}

void LiveDeskTest::give_phone(base::OperatorId id) {
  expect(desk::SetOperator{{id, {{founded_.service, true, true}}, {queue_}, 2}});
  live_->post_always([this, id] { live_->set_phone_online(id, true); });
}

void LiveDeskTest::stop_desk() {
  live_->stop();
  (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
}

void LiveDeskTest::restart_desk(std::shared_ptr<storage::CommitProbe> probe) {
  stop_desk();
  if (probe) {
    database_->stop();
    storage::DatabaseOptions options;
    options.url = fresh_.url();
    options.probe = std::move(probe);
    auto opened = storage::Database::open(options, clock_);
    ASSERT_TRUE(opened);
    database_ = *std::move(opened);
  }
  hub_.reset();
  live_ = std::make_unique<LiveDesk>(*database_, ids_, clock_, load_desk);
  ASSERT_TRUE(live_->start());
}

void LiveDeskTest::settle() {
  // What one round asks of the database comes back as a task for the next.
  for (int round = 0; round < 3; ++round) {
    std::promise<void> done;
    live_->post_always([&done] { done.set_value(); });
    done.get_future().wait();
    wait_for_readers();
    (void)database_->write_now([](storage::Connection&) -> base::Status { return {}; });
  }
}

/// Every reader is busy with our work at the same time, so none is busy with anything from before.
void LiveDeskTest::wait_for_readers() {
  const int readers = storage::DatabaseOptions{}.readers;
  auto all_here = std::make_shared<std::latch>(readers);
  auto all_done = std::make_shared<std::latch>(readers);
  for (int i = 0; i < readers; ++i) {
    database_->submit_read(
        [all_here](storage::Connection&) -> base::Status {
          all_here->arrive_and_wait();
          return {};
        },
        [all_done](base::Status) { all_done->count_down(); });
  }
  all_done->wait();
}

void LiveDeskTest::pass(base::Milliseconds time) {
  clock_.advance(time);
  settle();
}

std::vector<desk::Contact> LiveDeskTest::live_contacts() {
  std::promise<std::vector<desk::Contact>> promise;
  live_->post_always([&] {
    std::vector<desk::Contact> contacts;
    live_->state().contacts.for_each([&](base::ContactId, const desk::Contact& contact) {
      if (!desk::is_ended(contact)) contacts.push_back(stored_part(contact));
    });
    std::ranges::sort(contacts, {}, &desk::Contact::id);
    promise.set_value(std::move(contacts));
  });
  return promise.get_future().get();
}

std::vector<desk::Contact> LiveDeskTest::stored_contacts() {
  auto contents =
      database_->read_now([this](storage::Connection& db) { return load_desk(db, clock_.now()); });
  EXPECT_TRUE(contents) << contents.error().detail;
  std::vector<desk::Contact> contacts;
  for (auto& snapshot : contents->snapshot.contacts) {
    if (!desk::is_ended(snapshot.contact)) {
      contacts.push_back(stored_part(std::move(snapshot.contact)));
    }
  }
  std::ranges::sort(contacts, {}, &desk::Contact::id);
  return contacts;
}

}  // namespace madoguchi::features
