#include "features/calls/call_routes.h"

#include <gtest/gtest.h>

namespace madoguchi::features {
namespace {

class NoDesk final : public ServicesListener {
 public:
  void service_changed(const ServiceForDesk&) override {}
};

/// One service with the queues 20 (default) and 21.
class CallRoutesTest : public ::testing::Test {
 protected:
  CallRoutesTest() {
    ServiceEntry entry;
    entry.service.id = base::ServiceId(10);
    entry.service.key = "k3m9x2p7q4ab";
    entry.queues = {{base::QueueId(20), "Standard", true}, {base::QueueId(21), "Orders"}};
    directory_.keep(entry, directory_.next_number());
  }
  /// The queue; 0: none.
  [[nodiscard]] std::int64_t queue_of(const std::vector<CallRoute>& routes,
                                      const std::string& number) const {
    const auto target = find_target(directory_, routes, number);
    return target ? target->queue.value() : 0;
  }

  NoDesk desk_;
  ServiceDirectory directory_{desk_};
  const std::string key_ = "k3m9x2p7q4ab";
  const base::ServiceId service_{10};
};

TEST_F(CallRoutesTest, by_the_names_of_the_configuration) {
  EXPECT_EQ(queue_of({{"0312345678", key_, ""}}, "0312345678"), 20);
  EXPECT_EQ(queue_of({{"0312345678", key_, "Orders"}}, "+81312345678"), 21);
  EXPECT_EQ(queue_of({{"0312345678", key_, "Gone"}}, "0312345678"), 20) << "the default one";
  EXPECT_EQ(queue_of({{"0312345678", "other", ""}}, "0312345678"), 0);
}

TEST_F(CallRoutesTest, by_the_ids_of_an_admin) {
  EXPECT_EQ(queue_of({{"0312345678", "", "", service_}}, "03-1234-5678"), 20);
  EXPECT_EQ(queue_of({{"0312345678", "", "", service_, base::QueueId(21)}}, "0312345678"), 21);
  EXPECT_EQ(queue_of({{"0312345678", "", "", service_, base::QueueId(29)}}, "0312345678"), 20);
  EXPECT_EQ(queue_of({{"0312345678", "", "", base::ServiceId(19)}}, "0312345678"), 0);
}

TEST_F(CallRoutesTest, a_number_goes_before_the_star_and_the_first_one_counts) {
  const std::vector<CallRoute> routes{{"*", key_, "Orders"},
                                      {"0312345678", "", "", service_, base::QueueId(20)},
                                      {"0312345678", "", "", service_, base::QueueId(21)}};
  EXPECT_EQ(queue_of(routes, "0312345678"), 20);
  EXPECT_EQ(queue_of(routes, "0120000000"), 21);
}

}  // namespace
}  // namespace madoguchi::features
