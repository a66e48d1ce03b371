#include "desk/event.h"

#include <gtest/gtest.h>

#include "desk/effect.h"

namespace madoguchi::desk {
namespace {

constexpr ContactId kContact{5};
constexpr OperatorId kFrom{6};
constexpr OperatorId kTo{7};

TEST(Event, says_what_it_is_about) {
  const Event assigned = ContactAssigned{kContact, kTo, kFrom, AssignCause::kHandedOver, {}};
  EXPECT_EQ(contact_of(assigned), kContact);
  EXPECT_EQ(operators_of(assigned), (std::array{kTo, kFrom}));
  const Event queued = ContactQueued{kContact, {}, QueueCause::kNotOpened, kFrom, 0, {}};
  EXPECT_EQ(operators_of(queued), (std::array{OperatorId{}, kFrom}));
  const Event set =
      OperatorSet{std::make_shared<OperatorProfile>(OperatorProfile{kTo, {}, {}, 0}), {}};
  EXPECT_EQ(contact_of(set), ContactId{});
  EXPECT_EQ(operators_of(set), (std::array{kTo, OperatorId{}}));
  const Event service = ServiceSet{};
  EXPECT_EQ(operators_of(service), (std::array{OperatorId{}, OperatorId{}}));
}

TEST(Event, is_stored_unless_it_is_live_only_or_anothers) {
  EXPECT_TRUE(is_stored(MessageAdded{}));
  EXPECT_TRUE(is_stored(OperatorStateChanged{}));
  EXPECT_TRUE(is_stored(Unanswered{}));
  EXPECT_FALSE(is_stored(OperatorConnectionChanged{}));
  EXPECT_FALSE(is_stored(CustomerPresenceChanged{}));
  EXPECT_FALSE(is_stored(ServiceSet{}));
}

}  // namespace
}  // namespace madoguchi::desk
