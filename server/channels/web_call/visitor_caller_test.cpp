#include "channels/web_call/visitor_caller.h"

#include <functional>

#include "features/live/live_testing.h"

namespace madoguchi::channels {
namespace {

using base::ErrorCode;
using base::run_to_end;

/// A service with a telephone on its pages, and its visitors.
class VisitorCallerTest : public features::LiveDeskTest {
 protected:
  VisitorCallerTest() {
    change([this](features::ServiceEntry& entry) {
      entry.chat.web_call_queue = queue_;
      entry.chat.consent_required = false;
    });
  }

  void change(const std::function<void(features::ServiceEntry&)>& how) {
    features::ServiceEntry entry = *directory_->find(founded_.service);
    how(entry);
    directory_->keep(std::move(entry), directory_->next_number());
  }
  StartedVisit visit(bool consents) {
    const VisitDetails details{"ja", "https://shop.example/cups", "", "", ""};
    auto started = run_to_end(visits_.start(founded_.service, "", "佐藤", consents, details));
    EXPECT_TRUE(started);
    return started ? *std::move(started) : StartedVisit{};
  }
  base::Result<WebCaller> caller_of(const std::string& token, const std::string& key) {
    transport::Request request;
    request.path_parameters = {{"serviceKey", key}};
    if (!token.empty()) request.headers = {{"cookie", "madoguchi_visitor=" + token}};
    return run_to_end(visitor_caller(*directory_, visits_, request));
  }
  base::Result<WebCaller> caller_of(const std::string& token) {
    return caller_of(token, directory_->find(founded_.service)->service.key);
  }
  /// The code of the refusal; nothing: they may call.
  std::optional<ErrorCode> refusal(const std::string& token) {
    const auto caller = caller_of(token);
    return caller ? std::nullopt : std::optional(caller.error().code);
  }

  VisitsService visits_{*database_, *live_, ids_, random_, clock_};
};

INSTANTIATE_TEST_SUITE_P(Both, VisitorCallerTest,
                         testing::Values(storage::Dialect::kSqlite, storage::Dialect::kPostgres),
                         fakes::DialectName());

TEST_P(VisitorCallerTest, is_the_visitor_of_the_cookie) {
  const StartedVisit one = visit(false);
  const StartedVisit other = visit(false);
  const auto caller = caller_of(one.token);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->key, "visitor:" + to_string(one.visitor.id));
  EXPECT_EQ(caller->service, founded_.service);
  EXPECT_EQ(caller->queue, queue_);
  EXPECT_EQ(caller->visitor_thread, one.visitor.thread);
  EXPECT_EQ(caller->from, "");
  EXPECT_NE(caller_of(other.token)->key, caller->key);
}

TEST_P(VisitorCallerTest, who_is_no_visitor_may_not_call) {
  EXPECT_EQ(refusal(""), ErrorCode::kUnauthenticated);
  EXPECT_EQ(refusal("no such token"), ErrorCode::kUnauthenticated);
}

TEST_P(VisitorCallerTest, there_is_a_telephone_where_a_queue_was_chosen_for_it) {
  const std::string token = visit(false).token;
  EXPECT_EQ(refusal(token), std::nullopt);
  const auto unknown = caller_of(token, "no-such-service");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  change([](features::ServiceEntry& entry) { entry.chat.web_call_queue = base::QueueId(1); });
  EXPECT_EQ(refusal(token), ErrorCode::kNotFound) << "the queue is gone";
  change([](features::ServiceEntry& entry) { entry.chat.web_call_queue.reset(); });
  EXPECT_EQ(refusal(token), ErrorCode::kNotFound);
  change([this](features::ServiceEntry& entry) {
    entry.chat.web_call_queue = queue_;
    entry.service.has_chat = false;
  });
  EXPECT_EQ(refusal(token), ErrorCode::kNotFound) << "no widget, no telephone in it";
}

TEST_P(VisitorCallerTest, where_it_is_asked_for_only_who_agreed_may_call) {
  const std::string agreed = visit(true).token;
  const std::string silent = visit(false).token;
  EXPECT_EQ(refusal(silent), std::nullopt);
  change([](features::ServiceEntry& entry) { entry.chat.consent_required = true; });
  EXPECT_EQ(refusal(silent), ErrorCode::kForbidden);
  EXPECT_EQ(refusal(agreed), std::nullopt);
}

}  // namespace
}  // namespace madoguchi::channels
