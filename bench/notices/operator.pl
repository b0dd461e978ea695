#!/usr/bin/perl
# An SMSC of Net::SMPP (Debian: libnet-smpp-perl), one bound client at a time: takes each message, numbers and answers it.
# Prints "port N" first, "code" when one for the telephone in $ARGV[0] came, and "taken N" for each line on its input.
use strict;
use warnings;
use IO::Select;
use Net::SMPP;
use Socket qw(IPPROTO_TCP TCP_NODELAY);

$| = 1;
my ($code_phone) = @ARGV;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0) or die "no port: $!";
print 'port ', $listener->sockport, "\n";
my $open  = IO::Select->new($listener, \*STDIN);
my $taken = 0;

my %answer = (
    0x00000009 => sub { my ($me, $pdu) = @_; $me->set_version(0x34); $me->bind_transceiver_resp(system_id => 'bench', seq => $pdu->{seq}) },
    0x00000015 => sub { my ($me, $pdu) = @_; $me->enquire_link_resp(seq => $pdu->{seq}) },
    0x00000006 => sub { my ($me, $pdu) = @_; $me->unbind_resp(seq => $pdu->{seq}) },
    0x00000004 => sub {
        my ($me, $pdu) = @_;
        $taken++;
        print "code\n" if $pdu->{destination_addr} eq $code_phone;
        $me->submit_sm_resp(message_id => "p$$-$taken", seq => $pdu->{seq});
    },
);

while (my @ready = $open->can_read) {
    for my $one (@ready) {
        if ($one == \*STDIN) {
            sysread(STDIN, my $asked, 4096) or exit;
            print "taken $taken\n";
        }
        elsif ($one == $listener) {
            my $client = $listener->accept or next;
            setsockopt($client, IPPROTO_TCP, TCP_NODELAY, 1);
            $open->add($client);
        }
        else {
            my $pdu = $one->read_pdu;
            if (!$pdu) { $open->remove($one); close $one; next }
            my $way = $answer{ $pdu->{cmd} };
            $way->($one, $pdu) if $way;
        }
    }
}
