import { expect, test } from "vitest";
import { networkOf } from "./network-of.ts";

test("every spelling of an address is one client", () => {
  for (const text of ["192.0.2.7", "192.0.2.7:443", "::ffff:192.0.2.7", "::FFFF:c000:207", "[::ffff:192.0.2.7]:443"])
    expect(networkOf(text), text).toBe("192.0.2.7");
  for (const text of ["2001:db8::1", "2001:DB8:0:0:0:0:0:1", "[2001:db8::1]:8080", "2001:db8::1%eth0"])
    expect(networkOf(text), text).toBe("2001:db8:0:0::/64");
});

test("whoever has one IPv6 address of a network has them all: they count as one, other networks do not", () => {
  expect(networkOf("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe(networkOf("2001:db8:1:2::1"));
  expect(networkOf("2001:db8:1:3::1")).not.toBe(networkOf("2001:db8:1:2::1"));
});

test("this machine stays recognisable", () => {
  expect(networkOf("127.0.0.1")).toBe("127.0.0.1");
  expect(networkOf("0:0:0:0:0:0:0:1")).toBe("::1");
  expect(networkOf("::2")).toBe("0:0:0:0::/64");
});

test("what is no address is not taken for one", () => {
  for (const text of ["", "unknown", "192.0.2", "1.2.3.4.5", "[::1", "::1]", "example.com", "1.2.3.4, 5.6.7.8"])
    expect(networkOf(text), text).toBeUndefined();
});
