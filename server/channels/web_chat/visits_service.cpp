#include "channels/web_chat/visits_service.h"

#include "base/secret.h"
#include "channels/web_chat/visitors_store.h"
#include "features/contacts/contact_presenter.h"
#include "features/contacts/contact_queries.h"
#include "features/contacts/message_queries.h"
#include "features/live/live_desk_async.h"
#include "features/live/live_overlay.h"

namespace madoguchi::channels {
namespace {

using base::Result;
using boost::asio::awaitable;
using features::Message;
using storage::Connection;

constexpr int kShownMessages = 50;
constexpr int kMissedMessages = 500;

Result<std::vector<Message>> read_messages(Connection& db, const Visitor& visitor,
                                           std::optional<base::MessageId> after) {
  using namespace features;
  if (after) {
    return message_queries::of_thread_after(db, visitor.service, visitor.thread, *after,
                                            kMissedMessages);
  }
  return message_queries::of_thread(db, visitor.service, visitor.thread,
                                    {.before = {}, .limit = kShownMessages + 1});
}

Result<VisitorView> read_view(Connection& db, const Visitor& visitor,
                              std::optional<base::MessageId> after) {
  VisitorView view{.visitor = visitor};
  MDG_ASSIGN(view.contact,
             features::contact_queries::open_of_thread(db, visitor.service, visitor.thread));
  MDG_ASSIGN(view.messages, read_messages(db, visitor, after));
  if (!after && view.messages.size() > kShownMessages) {
    view.has_more = true;
    view.messages.erase(view.messages.begin());
  }
  std::erase_if(view.messages,
                [](const Message& message) { return !features::is_shown_to_visitor(message); });
  return view;
}

}  // namespace

awaitable<Result<Visitor>> VisitsService::find(base::ServiceId service, std::string token) {
  if (token.empty()) co_return base::fail(base::ErrorCode::kUnauthenticated, "no visitor cookie");
  MDG_AWAIT(auto visitor, db_.read([service, hash = base::sha256_hex(token)](Connection& db) {
    return visitors_store::find_by_token(db, service, hash);
  }));
  if (!visitor) co_return base::fail(base::ErrorCode::kUnauthenticated, "unknown visitor");
  co_return *std::move(visitor);
}

Visitor VisitsService::fresh_visitor(base::ServiceId service, const VisitDetails& details,
                                     bool consents) {
  return {.service = service,
          .id = ids_.next<base::VisitorId>(),
          .customer = ids_.next<base::CustomerId>(),
          .thread = ids_.next<base::ThreadId>(),
          .language = details.language,
          .consent_at = consents ? std::optional(clock_.now()) : std::nullopt};
}

awaitable<Result<StartedVisit>> VisitsService::start(base::ServiceId service, std::string token,
                                                     std::string name, bool consents,
                                                     VisitDetails details) {
  const base::Time now = clock_.now();
  auto known = co_await find(service, std::move(token));
  if (known) {
    if (consents && !known->consent_at) known->consent_at = now;
    MDG_AWAIT_TRY(db_.write([visitor = *known, details, now](Connection& db) -> base::Status {
      if (visitor.consent_at == now) {
        MDG_TRY(visitors_store::set_consent(db, visitor.service, visitor.id, now));
      }
      return visitors_store::set_details(db, visitor.service, visitor.id, details, now);
    }));
    co_return StartedVisit{*std::move(known), {}};
  }
  if (known.error().code != base::ErrorCode::kUnauthenticated) {
    co_return base::fail(std::move(known).error());
  }
  StartedVisit started{fresh_visitor(service, details, consents), base::random_token(random_)};
  MDG_AWAIT_TRY(db_.write([started, name, details, now](Connection& db) {
    return visitors_store::add(db, started.visitor, name, base::sha256_hex(started.token), details,
                               now);
  }));
  co_return started;
}

awaitable<Result<VisitorView>> VisitsService::view(Visitor visitor,
                                                   std::optional<base::MessageId> after) {
  MDG_AWAIT(auto view,
            db_.read([visitor, after](Connection& db) { return read_view(db, visitor, after); }));
  view.is_online = desk_.states().is_service_online(visitor.service);
  if (!view.contact) co_return view;
  MDG_AWAIT(view.contact,
            features::ask(desk_, [this, contact = *std::move(view.contact)]() mutable {
              features::overlay_live(desk_.state(), {&contact, 1});
              return std::optional(std::move(contact));
            }));
  co_return view;
}

awaitable<base::Status> VisitsService::set_page(Visitor visitor, std::string url,
                                                std::string title) {
  auto write = [=, now = clock_.now()](Connection& db) {
    return visitors_store::set_page(db, visitor.service, visitor.id, url, title, now);
  };
  co_return co_await db_.write(std::move(write));
}

}  // namespace madoguchi::channels
