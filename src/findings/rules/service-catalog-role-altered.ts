import { SERVICE_CATALOG_PATH } from '../../expected/service-catalog-roles.ts';
import type { Severity } from '../finding.ts';
import { printable } from '../printable.ts';
import { PROJECT_ROLES, SERVICE_CATALOG_POLICIES } from '../references.ts';
import { someText } from '../request-text.ts';
import type { Rule, Violation } from '../rule.ts';
import { ROLE } from '../scrutiny.ts';
import { type AbsentRole, type Alteration, absentRoles, alterationsOf } from '../service-catalog.ts';

export const serviceCatalogRoleAltered: Rule = {
  id: 'service-catalog-role-altered',
  title: 'A role of SageMaker projects is missing, moved, or not what the console made',
  severity: 'high',
  topic: 'managed-policy',
  why: 'SageMaker projects and JumpStart launch their products with roles of fixed names under `/service-role/`, each with its service and its AWS managed policy. Made by hand elsewhere, without the trust or without the policy, they let no project start; with more than the policy, whoever may start a project may do more.',
  remedy:
    'Let the SageMaker console make the roles: in the settings of the domain, under Projects and JumpStart. Give products that need more a launch role of their own.',
  references: [SERVICE_CATALOG_POLICIES, PROJECT_ROLES],
  scrutiny: { ...ROLE, isAboutAbsence: true },
  *check({ account, cases }) {
    for (const absent of absentRoles(account)) yield absence(absent);
    for (const roleCase of cases) {
      for (const alteration of alterationsOf(roleCase, account)) {
        if (alteration.kind !== 'undecided') yield altered(roleCase.role, alteration);
      }
    }
  },
};

const TYPE = 'AWS::IAM::Role';
const CONSOLE =
  'Let the SageMaker console make it, in the settings of the domain under Projects and JumpStart';

const ABSENT: Readonly<Record<AbsentRole['how'], { severity: Severity; why: string }>> = {
  needed: { severity: 'high', why: 'others that SageMaker projects were made with are there' },
  likely: {
    severity: 'medium',
    why: 'the account uses SageMaker projects, which need it unless their products have roles of their own',
  },
  general: {
    severity: 'low',
    why: 'others of its kind are there; what needs it falls back on `AmazonSageMakerServiceCatalogProductsUseRole`',
  },
};

function absence({ expected, arn, how }: AbsentRole): Violation {
  const { name } = expected;
  const { severity, why } = ABSENT[how];
  return {
    subject: 'absent',
    severity,
    confidence: how === 'needed' ? 'confirmed' : 'potential',
    message: `\`${name}\` does not exist: ${why}`,
    region: 'global',
    resource: { arn, type: TYPE },
    role: { arn, name },
    witness: { action: 'sts:AssumeRole', resource: arn, context: {} },
    because: [],
    cure: { kind: 'tell', text: CONSOLE },
  };
}

function altered(
  { arn, name }: Violation['role'],
  alteration: Exclude<Alteration, { kind: 'undecided' }>,
): Violation {
  return {
    confidence: 'confirmed',
    region: 'global',
    resource: { arn, type: TYPE },
    role: { arn, name },
    because: [],
    ...told(alteration, `\`${printable(name)}\``),
  };
}

type Told = Pick<Violation, 'subject' | 'severity' | 'message' | 'witness' | 'cure'>;

function told(alteration: Exclude<Alteration, { kind: 'undecided' }>, role: string): Told {
  switch (alteration.kind) {
    case 'moved': {
      const { expectedArn } = alteration;
      return {
        subject: 'moved',
        severity: 'high',
        message: `${role} is not under \`${SERVICE_CATALOG_PATH}\`: the products of SageMaker projects look for \`${printable(expectedArn)}\`, which does not exist`,
        witness: { action: 'sts:AssumeRole', resource: expectedArn, context: {} },
        cure: { kind: 'tell', text: `Delete ${role}, whose name is taken only once. ${CONSOLE}` },
      };
    }
    case 'untrusted': {
      const { services, witness } = alteration;
      const names = services.map((service) => `\`${service}\``);
      const who = names.length === 1 ? `${names[0]} cannot` : `None of ${names.join(', ')} can`;
      return {
        subject: 'untrusted',
        severity: 'high',
        message: `${who} assume ${role}, which is made for that`,
        witness,
        cure: { kind: 'tell', text: `Let the trust policy of ${role} name ${names.join(', ')} again` },
      };
    }
    case 'detached': {
      const { policy, lacks } = alteration;
      return {
        subject: 'detached',
        severity: 'high',
        message: `${role} has lost \`${policy}\`: it lacks ${someText(lacks)}`,
        witness: lacks.witness,
        cure: { kind: 'tell', text: `Attach \`${policy}\` to ${role} again` },
      };
    }
    case 'extended': {
      const { policy, by, extra } = alteration;
      return {
        subject: 'extended',
        severity: extra.severity === 'high' ? 'high' : 'medium',
        message: `${role} allows more than \`${policy}\`: ${someText(extra)}, by \`${printable(by)}\``,
        witness: extra.witness,
        cure: {
          kind: 'tell',
          text: `Give the products that need it a launch role of their own, and take \`${printable(by)}\` off ${role}`,
        },
      };
    }
  }
}
