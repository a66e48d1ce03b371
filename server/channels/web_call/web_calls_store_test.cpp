#include "channels/web_call/web_calls_store.h"

#include "channels/web_chat/visitors_store.h"
#include "features/sign_in/accounts_testing.h"

namespace madoguchi::channels {
namespace {

constexpr storage::Sql kThread{"test.thread",
                               "SELECT customer_id, channel, visitor_thread_id FROM threads WHERE "
                               "service_id = :service AND id = :id"};
constexpr storage::Sql kRegister{
    "test.register", "UPDATE customers SET is_registered = 1, name = '佐藤' WHERE id = :id"};

class WebCallsStoreTest : public features::AccountsTest {
 protected:
  WebCallsStoreTest() : service_(found().service) {}

  Visitor add_visitor() {
    Visitor visitor{service_,
                    ids_.next<base::VisitorId>(),
                    ids_.next<base::CustomerId>(),
                    ids_.next<base::ThreadId>(),
                    "ja",
                    std::nullopt};
    const VisitDetails details{"ja", "https://shop.example/cups?color=red", "", "", ""};
    EXPECT_TRUE(database_->write_now([&](storage::Connection& db) {
      return visitors_store::add(db, visitor, "鈴木", "hash", details, clock_.now());
    }));
    return visitor;
  }
  /// Adds a call, with `fresh_` as the customer when there is none.
  base::Result<desk::StartCall> add(const WebCaller& caller) {
    desk::StartCall start;
    start.service = caller.service;
    start.thread = ids_.next<base::ThreadId>();
    fresh_ = ids_.next<base::CustomerId>();
    return database_->write_now([&](storage::Connection& db) {
      return web_calls_store::add(db, caller, start, fresh_, clock_.now());
    });
  }
  WebCaller caller_from(const std::string& number) const {
    WebCaller caller;
    caller.service = service_;
    caller.from = number;
    caller.to = "0312345678";
    caller.trunk = "sandbox";
    return caller;
  }
  WebCaller caller_of(const Visitor& visitor) const {
    WebCaller caller;
    caller.service = visitor.service;
    caller.visitor_thread = visitor.thread;
    return caller;
  }
  /// Customer, channel and thread of the visitor, as they are stored.
  auto thread(const desk::StartCall& start) {
    const auto row = database_->read_now([&](storage::Connection& db) {
      return db.row<base::CustomerId, std::string, std::optional<base::ThreadId>>(
          kThread, start.service, start.thread);
    });
    EXPECT_TRUE(row && *row);
    return row.value().value();
  }

  base::ServiceId service_;
  base::CustomerId fresh_;
};

INSTANTIATE_TEST_SUITE_P(Both, WebCallsStoreTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(WebCallsStoreTest, a_visitor_calls_from_their_page_under_their_name) {
  const Visitor visitor = add_visitor();
  const auto start = add(caller_of(visitor));
  ASSERT_TRUE(start) << start.error().detail;
  EXPECT_EQ(start->customer, visitor.customer);
  EXPECT_EQ(start->parties, (desk::CallParties{"", "shop.example/cups", "web", "鈴木"}));
  EXPECT_EQ(thread(*start), std::tuple(visitor.customer, "call", std::optional(visitor.thread)));
}

TEST_P(WebCallsStoreTest, a_visitor_of_whom_nothing_is_known_here_has_no_call) {
  WebCaller elsewhere = caller_of(add_visitor());
  elsewhere.service = add_service("another");
  WebCaller gone = elsewhere;
  gone.service = service_;
  gone.visitor_thread = ids_.next<base::ThreadId>();
  const auto threads = count_rows("threads");
  for (const WebCaller& caller : {elsewhere, gone}) {
    const auto start = add(caller);
    ASSERT_FALSE(start);
    EXPECT_EQ(start.error().code, base::ErrorCode::kNotFound);
  }
  EXPECT_EQ(count_rows("threads"), threads);
}

TEST_P(WebCallsStoreTest, who_calls_with_a_number_is_the_customer_of_that_number) {
  const auto first = add(caller_from("09011112222"));
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->customer, fresh_);
  EXPECT_EQ(first->parties, (desk::CallParties{"09011112222", "0312345678", "sandbox", ""}));
  EXPECT_EQ(thread(*first), std::tuple(first->customer, "call", std::nullopt));
  const auto again = add(caller_from("+819011112222"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->customer, first->customer);
  EXPECT_NE(again->thread, first->thread) << "each call has a thread of its own";
  const auto other = add(caller_from("09033334444"));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->customer, fresh_);
}

TEST_P(WebCallsStoreTest, only_a_registered_customer_has_a_name) {
  const auto first = add(caller_from("09011112222"));
  ASSERT_TRUE(first);
  ASSERT_TRUE(database_->write_now(
      [&](storage::Connection& db) { return db.execute(kRegister, first->customer); }));
  const auto again = add(caller_from("09011112222"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->parties.customer_name, "佐藤");
}

}  // namespace
}  // namespace madoguchi::channels
