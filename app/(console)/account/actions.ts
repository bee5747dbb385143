"use server";
import { personAction } from "#lib/action.ts";
import { ChangePassword, changePassword } from "#lib/users/change-password.ts";

export const changePasswordAction = personAction(ChangePassword, async (person, input) => {
  const { ended } = await changePassword(person, input);
  return { messageKey: "passwordChanged", values: { ended } };
});
